/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.jmh;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.maildrop.lock.AcquireOutcome;
import org.maildrop.lock.LockSettings;
import org.maildrop.lock.MaildropLocks;
import org.maildrop.lock.OutageListener;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** What the lock in the memory of one server costs a session: taken and given back, by one client and by several. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LockJmh {
    private static final int USERS = 10_000;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
    private final Owner[] owners = new Owner[USERS];
    private MaildropLocks locks;

    private static final class Silent implements OutageListener {
        @Override
        public void began(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void ended() {
            throw new AssertionError("nothing had begun");
        }
    }

    @Setup
    public void start() {
        for (int user = 0; user < USERS; user++) {
            owners[user] = new Owner("user" + user + "@example.org");
        }
        Clock clock = Clock.systemUTC();
        locks = new MaildropLocks(
                new JvmLeaseStore(clock), LockSettings.defaults(), "node", clock, threads, new Silent());
    }

    @TearDown
    public void stop() {
        locks.close();
        threads.shutdown();
    }

    @Benchmark
    public AcquireOutcome oneClient() {
        return enterAndLeave();
    }

    @Benchmark
    @Threads(4)
    public AcquireOutcome fourClients() {
        return enterAndLeave();
    }

    private AcquireOutcome enterAndLeave() {
        Owner owner = owners[ThreadLocalRandom.current().nextInt(USERS)];
        AcquireOutcome outcome = locks.acquire(owner, "session", "127.0.0.1");
        if (outcome instanceof AcquireOutcome.Acquired acquired) {
            acquired.lease().close();
        }
        return outcome;
    }
}
