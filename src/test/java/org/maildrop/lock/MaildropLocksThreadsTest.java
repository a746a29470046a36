/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.AcquireOutcome.Acquired;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;

/** On real threads and a real clock. The term is short, and long enough for a machine that stalls for a second or two. */
class MaildropLocksThreadsTest {
    private static final Owner BOB = new Owner("bob@example.org");
    private static final Owner ALICE = new Owner("alice@example.org");
    private static final OutageListener NOBODY = new OutageListener() {
        @Override
        public void began(Throwable cause) {}

        @Override
        public void ended() {}
    };

    private final Clock clock = SteadyClock.startingAt(Clock.systemUTC(), System::nanoTime);
    private final JvmLeaseStore store = new JvmLeaseStore(clock);
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(3);
    private final LockSettings settings = new LockSettings(Duration.ofSeconds(5), Duration.ofMillis(500));
    private final MaildropLocks locks = new MaildropLocks(store, settings, "node", clock, executor, NOBODY);

    @AfterEach
    void stop() {
        locks.close();
        executor.shutdownNow();
    }

    private Lease enter(Owner owner) {
        return ((Acquired) locks.acquire(owner, "session", "192.0.2.7")).lease();
    }

    @Test
    void aLeaseIsRenewedOnTheExecutorWhileOthersAreLostAndTold() {
        Lease kept = enter(BOB);
        Lease ended = enter(ALICE);
        CompletableFuture<Thread> told = new CompletableFuture<>();
        ended.onLost(how -> told.complete(Thread.currentThread()));
        HeldLease entered = store.find(BOB).orElseThrow();
        store.forceRelease(ALICE);
        assertThat(told).succeedsWithin(Duration.ofSeconds(30)).isNotEqualTo(Thread.currentThread());
        await().atMost(Duration.ofSeconds(30)).until(() -> clock.instant().isAfter(entered.expires()));
        assertThat(kept.provenFor(Duration.ZERO)).isTrue();
        assertThat(store.find(BOB).orElseThrow().expires()).isAfter(entered.expires());
    }
}
