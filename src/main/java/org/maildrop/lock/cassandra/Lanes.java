/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many statements, a bounded number of them on their way at a time: each lane sends its next one when its last one is
 * answered, on the driver's thread. Only the caller waits. After the first failure no more are sent.
 */
final class Lanes<T> {
    /** Enough to keep a cluster busy, and few beside the thousand that the driver sends over one connection for James. */
    static final int COUNT = 64;

    private final Iterator<T> waiting;
    private final Function<T, CompletionStage<?>> send;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private int open;

    private Lanes(Collection<T> all, Function<T, CompletionStage<?>> send) {
        this.waiting = all.iterator();
        this.send = send;
        this.open = COUNT;
    }

    /** Returns when all are answered. Else throws what the first failure was, or that the limit was reached. */
    static <T> void send(Collection<T> all, Function<T, CompletionStage<?>> send, Duration limit)
            throws ExecutionException, TimeoutException, InterruptedException {
        Lanes<T> lanes = new Lanes<>(all, send);
        for (int i = 0; i < COUNT; i++) {
            lanes.advance();
        }
        try {
            lanes.end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            lanes.end.cancel(false);
        }
    }

    private void advance() {
        @Nullable T next = take();
        if (next == null) {
            return;
        }
        try {
            send.apply(next).whenComplete((answer, failure) -> {
                if (failure != null) {
                    end.completeExceptionally(failure);
                }
                advance();
            });
        } catch (RuntimeException notSent) {
            end.completeExceptionally(notSent);
        }
    }

    private synchronized @Nullable T take() {
        if (!end.isDone() && waiting.hasNext()) {
            return waiting.next();
        }
        if (--open == 0) {
            end.complete(null);
        }
        return null;
    }
}
