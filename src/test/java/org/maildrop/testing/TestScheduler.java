/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler whose time is a {@link TestClock}'s: tasks run on the thread that calls {@link #advance}, in the order in
 * which they are due, with the clock at the moment at which each is due. For tests of one thread.
 */
public final class TestScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private final TestClock clock;
    private final List<Task<?>> tasks = new ArrayList<>();
    private boolean shutdown;

    public TestScheduler(TestClock clock) {
        this.clock = clock;
    }

    /** Moves the clock by the span, and runs what becomes due on the way. */
    public void advance(Duration span) {
        Instant end = clock.instant().plus(span);
        for (Optional<Task<?>> next = due(end); next.isPresent(); next = due(end)) {
            Task<?> task = next.get();
            tasks.remove(task);
            moveTo(task.at);
            task.run();
        }
        moveTo(end);
    }

    /** Never back: a task may have advanced the clock itself, as one that hangs for a while does. */
    private void moveTo(Instant instant) {
        if (instant.isAfter(clock.instant())) {
            clock.set(instant);
        }
    }

    private Optional<Task<?>> due(Instant end) {
        return tasks.stream().filter(task -> !task.at.isAfter(end)).min(Comparator.comparing(task -> task.at));
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(new Task<>(command, delay, 0, unit));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(new Task<>(callable, delay, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long delay, long period, TimeUnit unit) {
        return add(new Task<>(command, delay, period, unit));
    }

    /** The same as at a fixed rate: on this clock a task takes no time. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long delay, long period, TimeUnit unit) {
        return add(new Task<>(command, delay, period, unit));
    }

    private <V> Task<V> add(Task<V> task) {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
        tasks.add(task);
        return task;
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> waiting = List.copyOf(tasks);
        tasks.clear();
        return waiting;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Duration period;
        private Instant at;

        Task(Runnable command, long delay, long period, TimeUnit unit) {
            super(command, null);
            this.at = clock.instant().plus(delay, unit.toChronoUnit());
            this.period = Duration.of(period, unit.toChronoUnit());
        }

        Task(Callable<V> callable, long delay, TimeUnit unit) {
            super(callable);
            this.at = clock.instant().plus(delay, unit.toChronoUnit());
            this.period = Duration.ZERO;
        }

        @Override
        public void run() {
            if (period.isZero()) {
                super.run();
            } else if (runAndReset()) {
                at = at.plus(period);
                tasks.add(this);
            }
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            tasks.remove(this);
            return super.cancel(mayInterrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
