/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that may block: virtual ones where the JVM has them (21 and later), a bounded pool where not. */
final class Workers {
    private static final long KEEP_ALIVE_SECONDS = 30;

    private Workers() {}

    /**
     * @param most how many platform threads there are at the most; virtual ones are as many as there are sessions at work
     */
    static ExecutorService start(int most) {
        try {
            Method virtual = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            return (ExecutorService) virtual.invoke(null);
        } catch (ReflectiveOperationException none) {
            return pool(most);
        }
    }

    /**
     * Who has worked last works next: its stack and its caches are warm, and no more threads are made than are needed at
     * once. A pool with one queue wakes the one that has slept longest, and makes all before it wakes any.
     */
    private static ExecutorService pool(int most) {
        AtomicInteger count = new AtomicInteger();
        return new ForkJoinPool(
                most,
                pool -> new Worker(pool, "maildrop-worker-" + count.incrementAndGet()),
                null,
                true,
                0,
                most,
                0,
                pool -> true,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS);
    }

    private static final class Worker extends ForkJoinWorkerThread {
        Worker(ForkJoinPool pool, String name) {
            super(pool);
            setName(name);
        }
    }
}
