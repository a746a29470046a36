/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.AcquireOutcome.Acquired;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** What an operator is told of a node's locks. */
class LockCountsTest {
    private static final Owner BOB = new Owner("bob@example.org");
    private static final Owner ALICE = new Owner("alice@example.org");
    private static final Duration TAKEOVER_AFTER = Duration.ofMinutes(2);
    private static final LockSettings SETTINGS = new LockSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            new ConflictPolicy(Duration.ZERO, Optional.of(TAKEOVER_AFTER)));

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final FaultyLeaseStore store = new FaultyLeaseStore(new JvmLeaseStore(clock));
    private final MaildropLocks here = node("here");
    private final MaildropLocks there = node("there");

    private MaildropLocks node(String name) {
        return new MaildropLocks(store, SETTINGS, name, clock, scheduler, new SilentOutages());
    }

    private static Lease enter(MaildropLocks node, Owner owner) {
        Lease lease = ((Acquired) node.acquire(owner, "session", "192.0.2.7")).lease();
        lease.settle();
        return lease;
    }

    @Test
    void aTakeoverIsMadeHereAndSufferedThere() {
        enter(there, BOB);
        scheduler.advance(TAKEOVER_AFTER.plus(SETTINGS.term()));
        enter(here, BOB);
        scheduler.advance(SETTINGS.term());

        assertThat(here.counts()).isEqualTo(new LockCounts(1, 1, 0, 0));
        assertThat(there.counts()).isEqualTo(new LockCounts(0, 0, 1, 0));
    }

    @Test
    void onOneNodeItIsBothOnTheSame() {
        enter(here, BOB);
        scheduler.advance(TAKEOVER_AFTER);
        enter(here, BOB);

        assertThat(here.counts()).isEqualTo(new LockCounts(1, 1, 1, 0));
    }

    @Test
    void aLeaseThatIsEndedOrRunsOutIsLostAndOneThatIsClosedIsNot() {
        enter(here, BOB);
        enter(here, ALICE).close();
        here.forceRelease(BOB);
        assertThat(here.counts()).isEqualTo(new LockCounts(0, 0, 0, 1));

        enter(here, BOB);
        store.stop();
        scheduler.advance(SETTINGS.term());
        assertThat(here.counts()).isEqualTo(new LockCounts(0, 0, 0, 2));
    }

    @Test
    void renewalsThatAreMadeAreNeverLate() {
        enter(here, BOB);
        for (int second = 0; second < 300; second++) {
            scheduler.advance(Duration.ofSeconds(1));
            RenewalState renewals = here.renewals();
            assertThat(renewals.late()).as("after %s s", second).isZero();
            assertThat(renewals.failing()).isFalse();
            assertThat(renewals.shortest()).isGreaterThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void renewalsThatFailAreToldAndLateSoonAfter() {
        enter(here, BOB);
        enter(here, ALICE);
        store.stop();
        scheduler.advance(SETTINGS.renewalInterval());
        assertThat(here.renewals()).isEqualTo(new RenewalState(2, true, 0, Duration.ofSeconds(30)));

        scheduler.advance(SETTINGS.beat().multipliedBy(2).plusMillis(1));
        assertThat(here.renewals()).isEqualTo(new RenewalState(2, true, 2, Duration.ofMillis(19_999)));

        store.start();
        scheduler.advance(SETTINGS.beat());
        assertThat(here.renewals().failing()).isFalse();
        assertThat(here.renewals().late()).isZero();
    }

    @Test
    void whenAllAreLostNothingFailsAnyMoreAndANewOneIsSoonKnownToBeRenewed() {
        enter(here, BOB);
        store.stop();
        scheduler.advance(SETTINGS.term());
        assertThat(here.renewals()).isEqualTo(new RenewalState(0, false, 0, Duration.ZERO));

        store.start();
        enter(here, ALICE);
        scheduler.advance(SETTINGS.beat());
        assertThat(here.renewals().failing()).isFalse();
    }

    @Test
    void withoutLeasesNothingIsLate() {
        assertThat(here.renewals()).isEqualTo(new RenewalState(0, false, 0, Duration.ZERO));
    }
}
