/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** What sessions that do nothing cost a node: as good as nothing. */
class IdleSessionsCostTest {
    private static final int SESSIONS = 10_000;
    private static final Duration TERM = Duration.ofSeconds(60);

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final FaultyLeaseStore store = new FaultyLeaseStore(new JvmLeaseStore(clock));
    private final LockSettings settings = new LockSettings(TERM, Duration.ofSeconds(10));
    private final MaildropLocks locks =
            new MaildropLocks(store, settings, "node", clock, scheduler, new SilentOutages());

    private void tenThousandEnter() {
        IntStream.range(0, SESSIONS)
                .forEach(i -> assertThat(locks.acquire(new Owner("user-" + i), "session-" + i, "192.0.2.7"))
                        .isInstanceOf(AcquireOutcome.Acquired.class));
    }

    @Test
    void tenThousandLeasesAreRenewedTogetherThriceATerm() {
        tenThousandEnter();
        scheduler.advance(TERM.multipliedBy(2));
        assertThat(store.renewals()).hasSize(6).containsOnly(SESSIONS);
        assertThat(store.list()).hasSize(SESSIONS);
    }

    @Test
    void tenThousandLeasesNeedNoMoreTimersThanNone() {
        tenThousandEnter();
        scheduler.advance(TERM);
        assertThat(scheduler.shutdownNow()).hasSize(2);
    }
}
