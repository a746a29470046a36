/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.netty.NettyProtocolTransport;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.protocol.CommandLine;
import org.maildrop.session.Audit;
import org.maildrop.session.Session;
import org.maildrop.session.SessionBench;
import org.maildrop.session.SessionSettings;

/** Conversations over real sockets, event loops and workers; there is no James around them. */
final class SocketServer implements AutoCloseable {
    private final EventLoopGroup loops = new NioEventLoopGroup(2);
    private final ExecutorService workers = Executors.newFixedThreadPool(6);
    private final ScheduledExecutorService lockThreads = Executors.newScheduledThreadPool(3);
    private final SessionBench bench = new SessionBench(Clock.systemUTC(), lockThreads);
    private final ConcurrentMap<Integer, Visit> visits = new ConcurrentHashMap<>();
    private final Channel listener;

    SocketServer() {
        this(null);
    }

    /** With that send buffer, as far as the system lets it. */
    static SocketServer withSendBuffer(int octets) {
        return new SocketServer(null, Map.of(ChannelOption.SO_SNDBUF, octets));
    }

    /** With conversations that begin otherwise, such as a service's; there are no visits then. */
    SocketServer(Function<Connection, Conversation> beginning) {
        this(beginning, Map.of());
    }

    private SocketServer(Function<Connection, Conversation> beginning, Map<ChannelOption<Integer>, Integer> options) {
        ServerBootstrap bootstrap = new ServerBootstrap();
        options.forEach(bootstrap::childOption);
        listener = bootstrap
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Core(beginning), new EmptyWrites());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    SessionBench bench() {
        return bench;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** A client that has room for little of what it does not read. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(address());
        return socket;
    }

    /** The conversation with that client; waits until it has begun. */
    Visit visit(Socket client) {
        await().until(() -> visit(client.getLocalPort()) != null);
        return visit(client.getLocalPort());
    }

    /** The conversation with the client at that port, once it has begun. */
    Visit visit(int clientPort) {
        return visits.get(clientPort);
    }

    void forget(int clientPort) {
        visits.remove(clientPort);
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        workers.shutdownNow();
        lockThreads.shutdownNow();
    }

    /** One client's, with a clock of its own. */
    final class Visit implements ConversationContext {
        private final AtomicLong skipped = new AtomicLong();
        private final AtomicInteger left = new AtomicInteger();
        private final Traffic traffic = new Traffic(List.of());
        private final Commands commands =
                new Commands(bench.mechanisms(), Optional.empty(), SessionSettings.DEFAULT, traffic, Audit.NONE);
        private final SocketChannel channel;
        private final Conversation conversation;

        Visit(Channel channel) {
            this.channel = (SocketChannel) channel;
            conversation = new Conversation(this, connection(channel));
        }

        @Override
        public Optional<String> newTimestamp() {
            return Optional.empty();
        }

        Conversation conversation() {
            return conversation;
        }

        int timesLeft() {
            return left.get();
        }

        SocketChannel channel() {
            return channel;
        }

        /** Time passes, the service looks for those who have been idle, and the event loop has done its part. */
        void idle(Duration span) {
            skipped.addAndGet(span.toNanos());
            conversation.checkIdle(nanoTime());
            channel.eventLoop().submit(() -> {}).syncUninterruptibly();
        }

        /** Whether the socket has been given octets that it does not take. */
        boolean isSending() {
            return channel.unsafe().outboundBuffer().totalPendingWriteBytes() > 0;
        }

        /** How far the socket has come with what it was given. */
        String progress() {
            return channel.eventLoop()
                    .submit(() -> {
                        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
                        return unsent == null
                                ? "closed"
                                : System.identityHashCode(unsent.current()) + " " + unsent.currentProgress();
                    })
                    .syncUninterruptibly()
                    .getNow();
        }

        /** Eleven minutes pass, and the service looks for those who have been idle. */
        void longTime() {
            skipped.addAndGet(11 * 60 * 1_000_000_000L);
            conversation.checkIdle(nanoTime());
        }

        @Override
        public Commands commands() {
            return commands;
        }

        @Override
        public Traffic traffic() {
            return traffic;
        }

        @Override
        public SessionSettings settings() {
            return SessionSettings.DEFAULT;
        }

        @Override
        public CleartextPolicy cleartext() {
            return CleartextPolicy.LOOPBACK;
        }

        @Override
        public Executor workers() {
            return workers;
        }

        @Override
        public void later(Duration delay, Runnable task) {
            lockThreads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public long nanoTime() {
            return System.nanoTime() + skipped.get();
        }

        @Override
        public Session newSession() {
            return bench.newSession();
        }

        @Override
        public void left(Conversation over) {
            left.incrementAndGet();
        }
    }

    private static Connection connection(Channel channel) {
        return new Connection(new ProtocolSessionImpl(new NettyProtocolTransport(channel, null, false), null));
    }

    private Conversation visited(Channel channel) {
        Visit visit = new Visit(channel);
        visits.put(((InetSocketAddress) channel.remoteAddress()).getPort(), visit);
        return visit.conversation();
    }

    /** Where James's core handler begins: from then on a {@link TestCore} is in its place. */
    private final class Core extends ChannelInboundHandlerAdapter {
        private final Function<Connection, Conversation> beginning;

        Core(Function<Connection, Conversation> beginning) {
            this.beginning = beginning;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            Conversation conversation =
                    beginning == null ? visited(ctx.channel()) : beginning.apply(connection(ctx.channel()));
            ctx.pipeline()
                    .addFirst(new BrokenConnections(conversation), new LineFramer(CommandLine.LONGEST, conversation))
                    .replace(this, null, new TestCore(conversation));
            conversation.begin();
        }
    }
}
