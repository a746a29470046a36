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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.maildrop.lock.LeaseStoreException;

/**
 * Many statements, a bounded number of them on their way at a time: each lane sends its next one when its last one is
 * answered, on the driver's thread. Only the caller waits. One that fails does not keep the others from being sent; the
 * limit does.
 */
final class Lanes<T> {
    /** Enough to keep a cluster busy, and few beside the thousand that the driver sends over one connection for James. */
    static final int COUNT = 64;

    private final Iterator<T> waiting;
    private final Function<T, CompletionStage<?>> send;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private int open;

    private Lanes(Collection<T> all, Function<T, CompletionStage<?>> send) {
        this.waiting = all.iterator();
        this.send = send;
        this.open = COUNT;
    }

    /** Returns when all have ended, or the limit is reached: with what went wrong first, if anything has. */
    static <T> Optional<Throwable> send(Collection<T> all, Function<T, CompletionStage<?>> send, Duration limit) {
        Lanes<T> lanes = new Lanes<>(all, send);
        for (int i = 0; i < COUNT; i++) {
            lanes.advance();
        }
        lanes.await(limit);
        return Optional.ofNullable(lanes.firstFailure.get());
    }

    private void await(Duration limit) {
        try {
            end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            ended(new LeaseStoreException("the lock store in Cassandra did not renew all leases within " + limit, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended(new LeaseStoreException("a renewal was interrupted", e));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end does not fail", e);
        } finally {
            end.cancel(false);
        }
    }

    /** A loop where answers are there at once: by calling itself it would go as deep as there are failures. */
    private void advance() {
        for (@Nullable T next = take(); next != null; next = take()) {
            CompletionStage<?> noted = sent(next).whenComplete((answer, failure) -> ended(failure));
            if (!noted.toCompletableFuture().isDone()) {
                noted.whenComplete((answer, failure) -> advance());
                return;
            }
        }
    }

    private CompletionStage<?> sent(T next) {
        try {
            return send.apply(next);
        } catch (RuntimeException notSent) {
            return CompletableFuture.failedFuture(notSent);
        }
    }

    private void ended(@Nullable Throwable failure) {
        if (failure != null) {
            firstFailure.compareAndSet(null, failure);
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
