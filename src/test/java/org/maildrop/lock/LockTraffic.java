/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.maildrop.lock.AcquireOutcome.Acquired;
import org.maildrop.lock.LockEvent.What;
import org.maildrop.snapshot.Owner;

/**
 * Clients of two nodes, each on a thread of its own, at once on one engine whose clock nobody moves; no more of them than
 * a store has connections. Nothing expires meanwhile. One node takes over at once whatever its own sessions have, the
 * other refuses, and an operator clears.
 */
final class LockTraffic {
    private static final Duration TERM = Duration.ofMinutes(10);
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final ConflictPolicy GREEDY = new ConflictPolicy(Duration.ZERO, Optional.of(Duration.ZERO));

    private final AtomicLong order = new AtomicLong();
    private final LockHistory history = new LockHistory(order::incrementAndGet);
    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    private final LeaseStore engine;
    private final List<Owner> owners;

    LockTraffic(LeaseStore engine) {
        this.engine = engine;
        String name = UUID.randomUUID().toString();
        this.owners = List.of(new Owner("one-" + name), new Owner("two-" + name));
    }

    LockHistory history() {
        return history;
    }

    /** Returns when each client has tried so often to log in. */
    void run(int logins) throws Exception {
        MaildropLocks greedy = node("greedy", GREEDY);
        MaildropLocks strict = node("strict", ConflictPolicy.REJECT);
        List<MaildropLocks> nodeOfClient = List.of(greedy, greedy, strict);
        int threads = nodeOfClient.size() + 1;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<Void>> clients = new ArrayList<>();
            for (MaildropLocks node : nodeOfClient) {
                SplittableRandom random = new SplittableRandom(clients.size());
                clients.add(() -> repeat(start, logins, () -> login(node, random)));
            }
            RecordingLeaseStore operator = new RecordingLeaseStore(engine, history);
            SplittableRandom random = new SplittableRandom(threads);
            clients.add(() -> repeat(start, logins / 10, () -> operator.forceRelease(pick(random))));
            for (Future<Void> client : pool.invokeAll(clients)) {
                client.get();
            }
        } finally {
            pool.shutdownNow();
            greedy.close();
            strict.close();
            beats.shutdownNow();
        }
    }

    private MaildropLocks node(String name, ConflictPolicy policy) {
        LockSettings settings = new LockSettings(TERM, MARGIN, policy);
        RecordingLeaseStore line = new RecordingLeaseStore(engine, history);
        Clock clock = SteadyClock.startingAt(
                Clock.fixed(Instant.EPOCH, Clock.systemUTC().getZone()), System::nanoTime);
        return new MaildropLocks(line, settings, name, clock, beats, new SilentOutages());
    }

    private static Void repeat(CyclicBarrier start, int times, Runnable action) throws Exception {
        start.await();
        for (int i = 0; i < times; i++) {
            action.run();
        }
        return null;
    }

    private void login(MaildropLocks node, SplittableRandom random) {
        if (node.acquire(pick(random), "session", "192.0.2.7") instanceof Acquired acquired) {
            try (Lease lease = acquired.lease()) {
                lease.settle();
                history.note(new What.Entered(lease.key(), lease.holder()));
                for (int i = random.nextInt(4); i > 0; i--) {
                    Thread.yield();
                }
                if (random.nextBoolean()) {
                    lease.provenFor(MARGIN);
                }
            }
        } else {
            Thread.yield();
        }
    }

    private Owner pick(SplittableRandom random) {
        return owners.get(random.nextInt(owners.size()));
    }
}
