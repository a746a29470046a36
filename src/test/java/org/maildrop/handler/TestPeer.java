/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.netty.NettyProtocolTransport;
import org.maildrop.auth.Apop;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.protocol.CommandLine;
import org.maildrop.session.Session;
import org.maildrop.session.SessionBench;
import org.maildrop.session.SessionSettings;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/**
 * A client and its conversation on one thread: the test says when the event loop runs, when a worker, when the client
 * reads, and what time it is. So every interleaving of whole tasks can be had, and had again.
 */
final class TestPeer implements ConversationContext {
    /** Another session that stands on the same bench shares its maildrops, its locks, and its time. */
    record World(TestClock clock, TestScheduler scheduler, SessionBench bench, NotedTraffic noted) {
        static World begin() {
            return begin(ConflictPolicy.REJECT);
        }

        static World begin(ConflictPolicy conflict) {
            TestClock clock = new TestClock();
            TestScheduler scheduler = new TestScheduler(clock);
            return new World(clock, scheduler, new SessionBench(clock, scheduler, conflict), new NotedTraffic());
        }
    }

    private final World world;
    private final Commands commands;
    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final Internet channel;
    private final Conversation conversation;
    private final List<Conversation> left = new ArrayList<>();
    private final CleartextPolicy cleartext;
    private final Optional<Apop> apop;
    private boolean workersBusy;
    private int answered;

    TestPeer() {
        this(World.begin());
    }

    TestPeer(World world) {
        this(world, CleartextPolicy.ALWAYS, Optional.empty());
    }

    private TestPeer(World world, CleartextPolicy cleartext, Optional<Apop> apop) {
        this.world = world;
        this.cleartext = cleartext;
        this.apop = apop;
        this.commands = new Commands(world.bench.mechanisms(), apop, SessionSettings.DEFAULT, traffic(), world.noted);
        this.channel = new Internet();
        ProtocolSession session =
                new ProtocolSessionImpl(new NettyProtocolTransport(channel, new OfferedTls(), false), null);
        this.conversation = new Conversation(this, new Connection(session));
        channel.pipeline()
                .addLast(
                        new BrokenConnections(conversation),
                        new LineFramer(CommandLine.LONGEST, conversation),
                        new TestCore(conversation),
                        new EmptyWrites());
    }

    /** A client that has been greeted. */
    static TestPeer greeted() {
        return greeted(World.begin());
    }

    static TestPeer greeted(World world) {
        return greeted(world, CleartextPolicy.ALWAYS);
    }

    static TestPeer greeted(World world, CleartextPolicy cleartext) {
        return greeted(new TestPeer(world, cleartext, Optional.empty()));
    }

    /** A client of a server with APOP, from whom no password is taken in clear; the greeting is not heard yet. */
    static TestPeer withApop(World world) {
        TestPeer peer = new TestPeer(
                world, CleartextPolicy.NEVER, Optional.of(world.bench().apop()));
        peer.begin();
        peer.settle();
        return peer;
    }

    private static TestPeer greeted(TestPeer peer) {
        peer.begin();
        peer.settle();
        peer.hear();
        return peer;
    }

    /** A client that has logged in as bob. */
    static TestPeer loggedIn() {
        return loggedIn(World.begin());
    }

    static TestPeer loggedIn(World world) {
        TestPeer peer = greeted(world);
        peer.say("USER bob", "PASS secret");
        String replies = peer.hear();
        if (!replies.matches("\\+OK .*\r\n\\+OK .*\r\n")) {
            throw new AssertionError(replies);
        }
        return peer;
    }

    void begin() {
        conversation.begin();
    }

    SessionBench bench() {
        return world.bench;
    }

    Conversation conversation() {
        return conversation;
    }

    /** Sends lines in one packet, and lets everything happen that can. */
    void say(String... lines) {
        packet(String.join("\r\n", lines) + "\r\n");
        settle();
    }

    /** Octets arrive, in one packet; nothing else happens but what the I/O thread does with them. */
    void packet(String octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1));
    }

    /** What has arrived at the client since it was last asked. */
    String hear() {
        String all = channel.arrived.toString();
        String news = all.substring(answered);
        answered = all.length();
        return news;
    }

    /** Runs the event loop and the workers until neither has anything to do. */
    void settle() {
        do {
            eventLoop();
        } while (worker() || channel.hasPendingTasks());
    }

    void eventLoop() {
        channel.runPendingTasks();
    }

    /** Runs one task of the workers, if there is one and they are not said to be busy. */
    boolean worker() {
        Runnable task = workersBusy ? null : workers.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    boolean workerWaits() {
        return !workers.isEmpty();
    }

    /** All workers are at work elsewhere, for now. */
    void workersAreBusy(boolean busy) {
        workersBusy = busy;
    }

    /** The client takes nothing more out of its socket; what arrives is held up. */
    void stopReading() {
        channel.window = 0;
    }

    /** The client reads again, all there is and will be. */
    void readAgain() {
        takeOctets(Integer.MAX_VALUE);
    }

    /** The client that has stopped reading takes one write more. */
    void readOne() {
        takeOctets(held().stream().mapToInt(ByteBuf::readableBytes).findFirst().orElse(0));
    }

    /** The client that has stopped reading takes so many octets more. */
    void takeOctets(int octets) {
        channel.window = octets;
        channel.unsafe().flush();
    }

    /** Octets given to the socket that the client has not taken. */
    int heldUp() {
        return held().stream().mapToInt(ByteBuf::readableBytes).sum();
    }

    /** The memory that these take. */
    int heldUpRoom() {
        return held().stream().mapToInt(ByteBuf::capacity).sum();
    }

    /** In how many writes they were given. */
    int heldUpWrites() {
        return held().size();
    }

    private List<ByteBuf> held() {
        List<ByteBuf> held = new ArrayList<>();
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        try {
            if (unsent != null) {
                unsent.forEachFlushedMessage(write -> held.add((ByteBuf) write));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return held;
    }

    /** The client goes away; the other side hears of it at once. */
    void hangUp() {
        channel.close();
    }

    boolean isClosed() {
        return !channel.isOpen();
    }

    /** Whether the session is over for the service. */
    boolean hasLeft() {
        return !left.isEmpty();
    }

    int timesLeft() {
        return left.size();
    }

    /** Whether octets are read from the socket. */
    boolean isRead() {
        return channel.config().isAutoRead();
    }

    /** Time passes; leases are renewed meanwhile, and lost where they have been taken away. */
    void pass(Duration span) {
        world.scheduler.advance(span);
    }

    /** Time passes, and the service looks for those who have been idle. */
    void idle(Duration span) {
        pass(span);
        checkIdle();
        settle();
    }

    void checkIdle() {
        conversation.checkIdle(nanoTime());
    }

    /** The time of the event loop's own timers. */
    void advanceEventLoop(Duration span) {
        channel.advanceTimeBy(span.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }

    /** The handshake behind STLS is done. */
    void shakeHands() {
        channel.pipeline().remove(SslHandler.class);
        newsOfHandshake();
    }

    void newsOfHandshake() {
        channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
    }

    boolean tlsBegun() {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    @Override
    public Commands commands() {
        return commands;
    }

    @Override
    public Traffic traffic() {
        return world.noted.traffic();
    }

    @Override
    public SessionSettings settings() {
        return SessionSettings.DEFAULT;
    }

    @Override
    public CleartextPolicy cleartext() {
        return cleartext;
    }

    @Override
    public Optional<String> newTimestamp() {
        return apop.map(Apop::newTimestamp);
    }

    @Override
    public Executor workers() {
        return workers::add;
    }

    @Override
    public void later(Duration delay, Runnable task) {
        world.scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public long nanoTime() {
        return world.clock.instant().getEpochSecond() * 1_000_000_000L;
    }

    @Override
    public Session newSession() {
        return world.bench.newSession();
    }

    @Override
    public void left(Conversation over) {
        left.add(over);
    }

    /** At the very next sending of a reply this happens first. */
    void atNextSending(Runnable happening) {
        channel.atNextSending = happening;
    }

    /** A connection with the client's window at its end. */
    private static final class Internet extends EmbeddedChannel {
        private final StringBuilder arrived = new StringBuilder();
        private int window = Integer.MAX_VALUE;
        private Runnable atNextSending = () -> {};

        @Override
        protected void doWrite(ChannelOutboundBuffer unsent) {
            for (ByteBuf write = (ByteBuf) unsent.current(); write != null; write = (ByteBuf) unsent.current()) {
                int taken = Math.min(write.readableBytes(), window);
                if (taken == 0 && write.isReadable()) {
                    return;
                }
                arrived.append(write.toString(write.readerIndex(), taken, StandardCharsets.ISO_8859_1));
                window -= window == Integer.MAX_VALUE ? 0 : taken;
                unsent.removeBytes(taken);
            }
        }

        @Override
        public EventLoop eventLoop() {
            Runnable happening = atNextSending;
            if (happening != null) {
                atNextSending = () -> {};
                happening.run();
            }
            return super.eventLoop();
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress("192.0.2.1", 40000);
        }

        @Override
        protected SocketAddress localAddress0() {
            return new InetSocketAddress("192.0.2.2", 110);
        }
    }
}
