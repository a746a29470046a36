/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.lock.Loss;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.Replies;
import org.maildrop.protocol.Reply;
import org.maildrop.protocol.Request;
import org.maildrop.session.Phase;
import org.maildrop.session.Session;
import org.maildrop.session.SessionView;

/**
 * A session as an actor: lines are queued, one thread at a time runs them in order, and the replies leave in that
 * order. Who runs it changes: the thread that received a line as long as nothing blocks, else a worker; nobody while it
 * waits for a line or for the client to read. The whole story is in src/doc/concurrency.md.
 *
 * <p>What several threads touch is in {@link Turns}; what is below {@code runner} belongs to whoever runs, and is handed on
 * through that or the executor.
 */
final class Conversation implements FramedInput, ReplyWriter.Progress {
    private final ConversationContext context;
    private final Connection connection;
    private final Wire wire;
    private final Client client;

    private final Activity activity;
    private final Turns turns;

    private final Session runner;
    private final Gate gate;
    private final ReplyWriter writer;
    private final Speech speech;
    private @Nullable Request postponed;
    private boolean awaitingReply;
    private boolean left;

    Conversation(ConversationContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
        this.wire = connection.wire();
        this.activity = new Activity(context.settings(), context::nanoTime);
        this.turns = new Turns(wire, activity);
        this.client = connection.client(
                context.cleartext(),
                context.newTimestamp(),
                how -> end(how == Loss.TAKEN_OVER ? Ending.TAKEN_OVER : Ending.LEASE_LOST));
        this.runner = context.newSession();
        if (client.tlsActive()) {
            runner.tally().implicitTls();
        }
        this.gate =
                new Gate(context.commands(), runner, client, new CommandClock(context.traffic(), context::nanoTime));
        this.writer = new ReplyWriter(wire, this, context.traffic());
        this.speech = new Speech(writer, this::trouble);
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
        if (turns.receive(line)) {
            run(Place.IO_THREAD);
        }
    }

    /** Ends the session unless it has ended. The first reason counts. Called on any thread; never blocks. */
    @Override
    public void end(Ending reason) {
        if (turns.end(reason == Ending.DISCONNECTED ? connection.gone() : reason)) {
            handOver();
        }
    }

    /** What an operator sees of it. On any thread; what its runner has noted up to its last line is in it. */
    SessionView view() {
        return turns.seen(() -> runner.view(connection.peer(), activity.idle(), writer.sent()));
    }

    String session() {
        return connection.peer().session();
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
        if (activity.isResting(now)) {
            runner.rest();
        }
        if (turns.endIfIdle(now)) {
            handOver();
        }
    }

    @Override
    public void readComplete() {
        if (turns.take()) {
            writer.flush();
            run(Place.IO_THREAD);
        }
    }

    @Override
    public boolean tlsStarted() {
        return turns.tlsStarted();
    }

    /** Octets of a reply were taken. */
    private void active() {
        activity.now();
        runner.touch();
    }

    @Override
    public void sent() {
        active();
        goOn(Wait.ROOM, writer::hasDrained);
    }

    private void goOn(Wait waiting, BooleanSupplier over) {
        if (turns.goOn(waiting, over)) {
            handOver();
        }
    }

    @Override
    public void unsendable(Throwable cause) {
        end(Ending.of(cause));
    }

    private TroubleLog trouble() {
        return new TroubleLog(runner.tally(), connection.peer());
    }

    /** Runs; whatever goes wrong beyond what is foreseen ends the session, which would hold its lock for ever else. */
    private void run(Place place) {
        try {
            runOn(place);
        } catch (RuntimeException | Error e) {
            trouble().unexpected(e);
            // Not here: it may be an I/O thread, and a release may block.
            context.workers().execute(() -> leave(Ending.BROKEN));
        }
    }

    /** Runs until there is nothing to do, something to wait for, or something that this thread may not do. */
    private void runOn(Place place) {
        boolean goOn = true;
        while (goOn) {
            Ending reason = turns.ending();
            if (reason == Ending.DISCONNECTED && hasSaidQuit() && writer.hasRoom()) {
                nextCommand(place);
            }
            // Behind QUIT nothing is held any more that a release would have to wait for.
            if (reason != null && place == Place.IO_THREAD && runner.phase() != Phase.UPDATE) {
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

    /** A client that has read all that was said to it need not wait for what is said to its QUIT. */
    private boolean hasSaidQuit() {
        return postponed instanceof Request.Command command && command.keyword() == Keyword.QUIT;
    }

    private boolean step(Place place) {
        if (!writer.hasRoom()) {
            return !waitForRoom();
        }
        if (speech.isUnfinished()) {
            return produce();
        }
        return awaitingReply ? answer(gate.again()) : nextCommand(place);
    }

    private void handOver() {
        context.workers().execute(() -> run(Place.WORKER));
    }

    /** True when there is really nothing to do but wait; somebody else will run then. */
    private boolean waitForRoom() {
        writer.flush();
        return turns.await(Wait.ROOM, () -> !writer.hasRoom());
    }

    /** Likewise; then it is time to ask the command again that had no reply yet. */
    private boolean waitFor(Duration pause) {
        writer.flush();
        if (!turns.await(Wait.TIME, () -> true)) {
            return false;
        }
        context.later(pause, () -> goOn(Wait.TIME, () -> true));
        return true;
    }

    private boolean produce() {
        if (speech.goOn()) {
            activity.now();
        } else {
            end(Ending.READ_ERROR);
        }
        return true;
    }

    private boolean nextCommand(Place place) {
        Request request = postponed;
        postponed = null;
        if (request == null) {
            byte[] line = turns.nextLine();
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
        activity.now();
        return answered;
    }

    /** True when nobody runs from now on, false when there is more to do. An I/O thread flushes at {@link #readComplete}. */
    private boolean rest(Place place) {
        if (place == Place.WORKER) {
            writer.flush();
        }
        return turns.rest();
    }

    /** Sends a reply; false when there is none yet, and nobody runs until it is time to ask again. */
    private boolean answer(Reply reply) {
        awaitingReply = reply.kind() == Reply.Kind.LATER;
        if (awaitingReply) {
            return !waitFor(reply.pause());
        }
        activity.loggedIn(runner.phase() == Phase.TRANSACTION);
        if (reply.kind() == Reply.Kind.START_TLS) {
            startTls(reply);
            return true;
        }
        speech.say(reply);
        boolean expelled = reply.kind() == Reply.Kind.EXPELLED;
        if (expelled || reply.kind() == Reply.Kind.LAST || runner.phase() == Phase.UPDATE) {
            speech.wasTheLast();
            end(expelled ? Ending.ABUSE : Ending.QUIT);
        }
        return true;
    }

    private void startTls(Reply reply) {
        writer.flush();
        runner.restart();
        turns.startTls();
        String line = writer.startTls(reply);
        wire.inOrder(() -> connection.startTls(line));
    }

    /** The way out. The lock is free before the client hears the last word. */
    private void leave(Ending reason) {
        turns.over(reason);
        boolean silent = speech.breakOff();
        if (!left) {
            left = true;
            try {
                runner.abandon().ifPresent(trouble()::notMarkedSeen);
            } finally {
                context.left(this);
                context.traffic().ended(reason, runner.tally());
            }
        }
        Farewell.of(reason, silent).sayTo(writer, wire);
        SessionLog.ended(reason, runner, connection.peer(), writer.sent());
    }
}
