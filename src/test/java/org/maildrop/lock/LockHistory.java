/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.maildrop.lock.LockEvent.Span;
import org.maildrop.lock.LockEvent.What;

/** What happened, in the order in which it was written down. Thread-safe. */
final class LockHistory {
    private final LongSupplier clock;
    private final Queue<LockEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();

    /** @param clock tells the engine's time as closely as it can be told from outside, or the order of calls at least */
    LockHistory(LongSupplier clock) {
        this.clock = clock;
    }

    long now() {
        return clock.getAsLong();
    }

    Span since(long from) {
        return new Span(from, now());
    }

    void add(LockEvent event) {
        events.add(event);
        size.incrementAndGet();
    }

    /** What a session does takes no time. */
    void note(What what) {
        long now = now();
        add(new LockEvent(new Span(now, now), true, what));
    }

    /** Asks an engine that is expected to answer. */
    <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException trouble) {
            troubles.add(trouble);
            throw trouble;
        }
    }

    int size() {
        return size.get();
    }

    List<LockEvent> events() {
        return List.copyOf(events);
    }

    /** The engine's, none of which was meant to be. */
    List<Throwable> troubles() {
        return List.copyOf(troubles);
    }
}
