/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.maildrop.lock.Loss;
import org.maildrop.protocol.Replies;
import org.maildrop.protocol.Reply;
import org.maildrop.protocol.ReplyBody;
import org.maildrop.protocol.Request;
import org.maildrop.session.Phase;
import org.maildrop.session.Session;

/**
 * A session as an actor: lines are queued, one thread at a time runs them in order, and the replies leave in that
 * order. Who runs it changes: the thread that received a line as long as nothing blocks, else a worker; nobody while it
 * waits for a line or for the client to read. The whole story is in src/doc/concurrency.md.
 *
 * <p>What is below {@code monitor} is guarded by it; what is below {@code runner} belongs to whoever runs, and is handed
 * on through the monitor.
 */
final class Conversation implements FramedInput, ReplyWriter.Progress {
    /** Octets of lines queued at which reading from the socket stops; a read that is under way still comes in. */
    private static final int QUEUE_FULL = 16 * 1024;

    private static final int QUEUE_LOW = 4 * 1024;

    private final ConversationContext context;
    private final Connection connection;
    private final Wire wire;
    private final Client client;

    private final Object monitor = new Object();
    private final LineQueue lines = new LineQueue();
    /** From the start: nothing is carried out before the greeting. */
    private boolean running = true;

    private Wait wait = Wait.NOT;
    private boolean startingTls;
    private volatile @Nullable Ending ending;

    private final Session runner;
    private final Gate gate;
    private final ReplyWriter writer;
    private @Nullable ReplyBody body;
    private @Nullable Request postponed;
    private boolean awaitingReply;
    private boolean lastSaid;
    private boolean left;

    private volatile boolean loggedIn;
    private volatile long lastActivity;

    Conversation(ConversationContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
        this.wire = connection.wire();
        this.client = connection.client(
                context.cleartext(),
                context.newTimestamp(),
                how -> end(how == Loss.TAKEN_OVER ? Ending.TAKEN_OVER : Ending.LEASE_LOST));
        this.runner = context.newSession();
        this.gate = new Gate(context.commands(), runner, client);
        this.writer = new ReplyWriter(wire, this);
        this.lastActivity = context.nanoTime();
    }

    /** The connection is ready: greets, and goes on with what a hasty client may have sent. On the event loop. */
    void begin() {
        writer.say(Replies.greeting(client.timestamp()));
        writer.flush();
        run(Place.IO_THREAD);
        // The end of the reading that brought it may have passed already.
        readComplete();
    }

    /** A line has come in, whole or cut. Called on the thread of the channel's handlers. */
    void receive(byte[] line) {
        synchronized (monitor) {
            if (ending != null || startingTls) {
                return;
            }
            lastActivity = context.nanoTime();
            lines.add(line);
            if (lines.octets() > QUEUE_FULL) {
                wire.readable(false);
            }
            if (running) {
                return;
            }
            running = true;
        }
        run(Place.IO_THREAD);
    }

    /** Ends the session unless it has ended. The first reason counts. Called on any thread; never blocks. */
    void end(Ending reason) {
        synchronized (monitor) {
            if (ending != null) {
                return;
            }
            ending = reason;
            if (isIdle()) {
                running = true;
                resume();
            }
        }
    }

    private boolean isIdle() {
        return !running || wait != Wait.NOT;
    }

    /** Ends the session if it has been idle too long: neither a command nor an octet of a reply since. */
    void checkIdle(long now) {
        if (!writer.isSending()) {
            endIfIdle(now);
            return;
        }
        wire.inOrder(() -> {
            if (wire.isTaking()) {
                active();
            }
            endIfIdle(now);
        });
    }

    private void endIfIdle(long now) {
        Duration limit =
                loggedIn ? context.settings().autologout() : context.settings().loginTimeout();
        synchronized (monitor) {
            // In one step: a command that begins in between would lose its reply.
            if (isIdle() && wait != Wait.TIME && now - lastActivity >= limit.toNanos()) {
                end(Ending.AUTOLOGOUT);
            }
        }
    }

    @Override
    public void readComplete() {
        synchronized (monitor) {
            if (running || ending != null) {
                return;
            }
            running = true;
        }
        writer.flush();
        run(Place.IO_THREAD);
    }

    @Override
    public boolean tlsStarted() {
        synchronized (monitor) {
            boolean awaited = startingTls;
            startingTls = false;
            return awaited;
        }
    }

    /** Octets of a reply were taken. */
    private void active() {
        lastActivity = context.nanoTime();
        runner.touch();
    }

    @Override
    public void sent() {
        active();
        synchronized (monitor) {
            if (wait == Wait.ROOM && writer.hasDrained()) {
                resume();
            }
        }
    }

    /** It is time to ask the command again that had no reply yet. */
    private void timeIsOver() {
        synchronized (monitor) {
            if (wait == Wait.TIME) {
                resume();
            }
        }
    }

    @Override
    public void unsendable() {
        end(Ending.DISCONNECTED);
    }

    /** What a session waits for that is {@code running} but has no runner. */
    private enum Wait {
        NOT,
        ROOM,
        TIME
    }

    private enum Place {
        IO_THREAD,
        WORKER
    }

    private void resume() {
        wait = Wait.NOT;
        handOver();
    }

    /** Runs; whatever goes wrong beyond what is foreseen ends the session, which would hold its lock for ever else. */
    private void run(Place place) {
        try {
            runOn(place);
        } catch (RuntimeException | Error e) {
            TroubleLog.unexpected(connection.peer(), e);
            // Not here: it may be an I/O thread, and a release may block.
            context.workers().execute(() -> leave(Ending.BROKEN));
        }
    }

    /** Runs until there is nothing to do, something to wait for, or something that this thread may not do. */
    private void runOn(Place place) {
        boolean goOn = true;
        while (goOn) {
            Ending reason = ending;
            if (reason != null && place == Place.IO_THREAD) {
                handOver();
                return;
            }
            if (reason != null) {
                leave(reason);
                return;
            }
            goOn = step(place);
        }
    }

    private boolean step(Place place) {
        if (!writer.hasRoom()) {
            return !waitForRoom();
        }
        if (body != null) {
            return produce(body);
        }
        return awaitingReply ? answer(gate.again()) : nextCommand(place);
    }

    private void handOver() {
        context.workers().execute(() -> run(Place.WORKER));
    }

    /** True when there is really nothing to do but wait; somebody else will run then. */
    private boolean waitForRoom() {
        writer.flush();
        synchronized (monitor) {
            wait = !writer.hasRoom() && ending == null ? Wait.ROOM : Wait.NOT;
            return wait == Wait.ROOM;
        }
    }

    /** Likewise. */
    private boolean waitFor(Duration pause) {
        writer.flush();
        synchronized (monitor) {
            if (ending != null) {
                return false;
            }
            wait = Wait.TIME;
        }
        context.later(pause, this::timeIsOver);
        return true;
    }

    private boolean produce(ReplyBody current) {
        try {
            if (writer.produce(current)) {
                closeBody();
            }
            lastActivity = context.nanoTime();
        } catch (IOException | RuntimeException e) {
            TroubleLog.brokenOff(connection.peer(), e);
            writer.discard();
            end(Ending.READ_ERROR);
        }
        return true;
    }

    private boolean nextCommand(Place place) {
        Request request = postponed;
        postponed = null;
        if (request == null) {
            byte[] line = poll();
            if (line == null) {
                return !rest(place);
            }
            request = gate.read(line);
        }
        if (gate.blocks(request)) {
            writer.flush();
            if (place == Place.IO_THREAD) {
                postponed = request;
                handOver();
                return false;
            }
        }
        boolean answered = answer(gate.pass(request));
        // A command may have taken longer than a client may be idle.
        lastActivity = context.nanoTime();
        return answered;
    }

    /** True when nobody runs from now on, false when there is more to do. An I/O thread flushes at {@link #readComplete}. */
    private boolean rest(Place place) {
        if (place == Place.WORKER) {
            writer.flush();
        }
        synchronized (monitor) {
            running = !lines.isEmpty() || ending != null;
            return !running;
        }
    }

    private byte @Nullable [] poll() {
        synchronized (monitor) {
            byte[] line = lines.poll();
            if (!wire.reading() && lines.octets() < QUEUE_LOW && ending == null) {
                wire.readable(true);
            }
            return line;
        }
    }

    /** Sends a reply; false when there is none yet, and nobody runs until it is time to ask again. */
    private boolean answer(Reply reply) {
        awaitingReply = reply.kind() == Reply.Kind.LATER;
        if (awaitingReply) {
            return !waitFor(reply.pause());
        }
        loggedIn = runner.phase() == Phase.TRANSACTION;
        if (reply.kind() == Reply.Kind.START_TLS) {
            startTls(reply);
            return true;
        }
        writer.say(reply);
        body = reply.body().orElse(null);
        boolean expelled = reply.kind() == Reply.Kind.EXPELLED;
        if (expelled || reply.kind() == Reply.Kind.LAST || runner.phase() == Phase.UPDATE) {
            lastSaid = true;
            end(expelled ? Ending.ABUSE : Ending.QUIT);
        }
        return true;
    }

    private void startTls(Reply reply) {
        writer.flush();
        runner.restart();
        synchronized (monitor) {
            startingTls = true;
            lines.clear();
            wire.readable(true);
        }
        String line = writer.startTls(reply);
        wire.inOrder(() -> connection.startTls(line));
    }

    /** The way out. The lock is free before the client hears the last word. */
    private void leave(Ending reason) {
        synchronized (monitor) {
            ending = reason;
            lines.clear();
        }
        // In the middle of a reply, or behind the last one, another line would be taken for what it is not.
        boolean silent = body != null || lastSaid;
        closeBody();
        if (!left) {
            left = true;
            runner.abandon();
            context.left(this);
        }
        Farewell.of(reason, silent).sayTo(writer, wire);
    }

    private void closeBody() {
        ReplyBody current = body;
        body = null;
        if (current != null) {
            try {
                current.close();
            } catch (RuntimeException e) {
                TroubleLog.unexpected(connection.peer(), e);
            }
        }
    }
}
