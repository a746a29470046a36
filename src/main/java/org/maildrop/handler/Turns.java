/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in a conversation: the lines that wait, whether anybody runs, what a conversation without a runner waits
 * for, and why it ends. It is all of a conversation that several threads touch, so each question is answered in one step,
 * and whoever is told that it is its turn is alone. The whole story is in src/doc/concurrency.md.
 *
 * <p>Safe for use by several threads. Nothing in here blocks, and what it is given to ask must not.
 */
final class Turns {
    /** Octets of lines queued at which reading from the socket stops; a read that is under way still comes in. */
    private static final int QUEUE_FULL = 16 * 1024;

    private static final int QUEUE_LOW = 4 * 1024;

    private final Wire wire;
    private final Activity activity;
    private final LineQueue lines = new LineQueue();
    /** From the start: nothing is carried out before the greeting. */
    private boolean running = true;

    private Wait waiting = Wait.NOT;
    private boolean startingTls;
    private volatile @Nullable Ending ending;

    Turns(Wire wire, Activity activity) {
        this.wire = wire;
        this.activity = activity;
    }

    /** A line has come in; true when it is the caller's turn. */
    synchronized boolean receive(byte[] line) {
        if (ending != null || startingTls) {
            return false;
        }
        activity.now();
        lines.add(line);
        if (lines.octets() > QUEUE_FULL) {
            wire.readable(false);
        }
        return take();
    }

    /** True when nobody runs, and it is the caller's turn. */
    synchronized boolean take() {
        if (running || ending != null) {
            return false;
        }
        running = true;
        return true;
    }

    /** Ends the conversation unless it has ended; true when nobody is there to see it, and it is a worker's turn. */
    synchronized boolean end(Ending reason) {
        if (ending != null) {
            return false;
        }
        ending = reason;
        boolean alone = isIdle();
        running = true;
        waiting = Wait.NOT;
        return alone;
    }

    /** Likewise, if nothing has been done for too long. In one step: a command that begins in between would lose its reply. */
    synchronized boolean endIfIdle(long now) {
        return isIdle() && waiting != Wait.TIME && activity.isOver(now) && end(activity.end());
    }

    private boolean isIdle() {
        return !running || waiting != Wait.NOT;
    }

    /** Why it ends, once it does. */
    @Nullable
    Ending ending() {
        return ending;
    }

    /** What was waited for is there, if that is so now; true when it is a worker's turn. */
    synchronized boolean goOn(Wait from, BooleanSupplier over) {
        if (waiting != from || !over.getAsBoolean()) {
            return false;
        }
        waiting = Wait.NOT;
        return true;
    }

    /** The runner has to wait, if that is so now; true when its turn is over, until {@link #goOn} or an end. */
    synchronized boolean await(Wait until, BooleanSupplier needed) {
        if (ending != null || !needed.getAsBoolean()) {
            return false;
        }
        waiting = until;
        return true;
    }

    /** The runner has nothing to do; true when its turn is over, false when something has come in between. */
    synchronized boolean rest() {
        running = !lines.isEmpty() || ending != null;
        return !running;
    }

    /** The oldest line, for the runner. */
    synchronized byte @Nullable [] nextLine() {
        byte[] line = lines.poll();
        if (!wire.reading() && lines.octets() < QUEUE_LOW && ending == null) {
            wire.readable(true);
        }
        return line;
    }

    /** All that has come in clear is dropped, and every line until {@link #tlsStarted}. */
    synchronized void startTls() {
        startingTls = true;
        lines.clear();
        wire.readable(true);
    }

    /** True when this was awaited. */
    synchronized boolean tlsStarted() {
        boolean awaited = startingTls;
        startingTls = false;
        return awaited;
    }

    /** The runner leaves, for this reason; what is queued is dropped. */
    synchronized void over(Ending reason) {
        ending = reason;
        lines.clear();
    }

    /** What a look at the conversation shows, with all that its runner has done up to its last step here. */
    synchronized <T> T seen(Supplier<T> look) {
        return look.get();
    }
}
