/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.slow;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.ObjectName;

/** What a call of a slow store waits at; it holds the thread that calls, as a database's driver does. Open at first. */
final class Gate implements GateMBean {
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Bar bar = new Bar(new CountDownLatch(0), 0);

    private record Bar(CountDownLatch opened, long millis) {}

    private Gate() {}

    /** One that other processes reach by JMX. */
    static Gate registered() throws JMException {
        Gate gate = new Gate();
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(gate, new ObjectName("org.maildrop.server.slow:type=Gate"));
        return gate;
    }

    void pass() throws InterruptedException {
        waiting.incrementAndGet();
        try {
            Bar current = bar;
            current.opened.await(current.millis, TimeUnit.MILLISECONDS);
        } finally {
            waiting.decrementAndGet();
        }
    }

    @Override
    public void shut(long millis) {
        bar = new Bar(new CountDownLatch(1), millis);
    }

    @Override
    public void open() {
        bar.opened.countDown();
    }

    @Override
    public int getWaiting() {
        return waiting.get();
    }
}
