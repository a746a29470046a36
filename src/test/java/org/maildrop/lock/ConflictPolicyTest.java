/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.AcquireOutcome.Acquired;
import org.maildrop.lock.AcquireOutcome.InUse;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** Two nodes on one store: who takes over from whom, and when. */
class ConflictPolicyTest {
    private static final Owner BOB = new Owner("bob@example.org");
    private static final Duration TAKEOVER_AFTER = Duration.ofMinutes(2);
    private static final ConflictPolicy TAKING_OVER = new ConflictPolicy(Duration.ZERO, Optional.of(TAKEOVER_AFTER));

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final FaultyLeaseStore store = new FaultyLeaseStore(new JvmLeaseStore(clock));
    private final MaildropLocks here = node("here", TAKING_OVER);
    private final MaildropLocks there = node("there", TAKING_OVER);

    private MaildropLocks node(String name, ConflictPolicy policy) {
        LockSettings settings = new LockSettings(Duration.ofSeconds(60), Duration.ofSeconds(10), policy);
        return new MaildropLocks(store, settings, name, clock, scheduler, new OutageListener() {
            @Override
            public void began(Throwable cause) {
                throw new AssertionError(cause);
            }

            @Override
            public void ended() {
                throw new AssertionError("no outage began");
            }
        });
    }

    private static Lease enter(MaildropLocks node) {
        AcquireOutcome outcome = node.acquire(BOB, "session", "192.0.2.7");
        assertThat(outcome).isInstanceOf(Acquired.class);
        Lease lease = ((Acquired) outcome).lease();
        lease.settle();
        return lease;
    }

    private static List<Loss> losses(Lease lease) {
        List<Loss> losses = new ArrayList<>();
        lease.onLost(losses::add);
        return losses;
    }

    @Test
    void aHolderThatIsIdleForLessThanTheLimitIsLeftAlone() {
        enter(here);
        scheduler.advance(TAKEOVER_AFTER.minusMillis(1));
        assertThat(here.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
    }

    @Test
    void aHolderThatIsIdleForTheLimitIsTakenOverAndToldAtOnceOnTheSameNode() {
        Lease idle = enter(here);
        List<Loss> losses = losses(idle);
        scheduler.advance(TAKEOVER_AFTER);
        Lease successor = enter(here);
        scheduler.advance(Duration.ZERO);
        assertThat(losses).containsExactly(Loss.TAKEN_OVER);
        assertThat(successor.token()).isGreaterThan(idle.token());
        assertThat(idle.provenFor(Duration.ZERO)).isFalse();
        idle.close();
        assertThat(successor.provenFor(Duration.ZERO)).isTrue();
    }

    @Test
    void aTakeoverThatWasDecidedOnBeforeAProofComesTooLate() {
        Lease quitting = enter(there);
        scheduler.advance(TAKEOVER_AFTER.plusSeconds(25));
        store.beforeNextAnswer(
                () -> assertThat(quitting.provenFor(Duration.ofSeconds(10))).isTrue());
        assertThat(here.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
        assertThat(quitting.provenFor(Duration.ZERO)).isTrue();
    }

    @Test
    void activityOnTheSameNodeCountsAtOnceThoughTheStoreHasNotHeardOfIt() {
        Lease busy = enter(here);
        scheduler.advance(TAKEOVER_AFTER.minusSeconds(1));
        busy.touch();
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(here.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
    }

    @Test
    void activityOnAnotherNodeIsNeverOverlookedForWantOfARenewal() {
        Lease busy = enter(there);
        scheduler.advance(TAKEOVER_AFTER.minusSeconds(1));
        busy.touch();
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(here.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
    }

    @Test
    void aHolderOnAnotherNodeIsTakenOverAfterTheLimitAndARenewalAndHearsOfItWithTheNext() {
        Lease idle = enter(there);
        List<Loss> losses = losses(idle);
        scheduler.advance(TAKEOVER_AFTER.plusSeconds(25));
        Lease successor = enter(here);
        assertThat(idle.provenFor(Duration.ZERO)).isFalse();
        scheduler.advance(Duration.ofSeconds(30));
        assertThat(losses).containsExactly(Loss.TAKEN_OVER);
        assertThat(successor.provenFor(Duration.ZERO)).isTrue();
    }

    @Test
    void aTakeoverIsToldThoughTheSuccessorHasLeftBeforeTheHolderHearsOfIt() {
        List<Loss> losses = losses(enter(there));
        scheduler.advance(TAKEOVER_AFTER.plusSeconds(25));
        enter(here).close();
        scheduler.advance(Duration.ofSeconds(30));
        assertThat(losses).containsExactly(Loss.TAKEN_OVER);
    }

    @Test
    void aSessionThatBeginsItsUpdateIsActiveInTheStoreToo() {
        Lease updating = enter(there);
        scheduler.advance(TAKEOVER_AFTER.plusSeconds(25));
        assertThat(updating.provenFor(Duration.ofSeconds(10))).isTrue();
        assertThat(here.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
    }

    @Test
    void aSessionInItsUpdateIsActiveHoweverLongThatTakes() {
        Lease updating = enter(here);
        assertThat(updating.provenFor(Duration.ofSeconds(10))).isTrue();
        scheduler.advance(TAKEOVER_AFTER.multipliedBy(3));
        assertThat(here.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
        assertThat(there.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
    }

    @Test
    void aLoginUnderWayIsActiveHoweverLongItTakesAndIdleFromItsEndOnly() {
        Lease entering = ((Acquired) here.acquire(BOB, "session", "192.0.2.7")).lease();
        scheduler.advance(TAKEOVER_AFTER.multipliedBy(3));
        assertThat(here.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
        assertThat(there.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
        entering.settle();
        scheduler.advance(TAKEOVER_AFTER.minusMillis(1));
        assertThat(here.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
        scheduler.advance(Duration.ofMillis(1));
        assertThat(here.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(Acquired.class);
    }

    @Test
    void aLeaseThatAnOperatorEndedIsNotTakenOver() {
        Lease ended = enter(here);
        List<Loss> losses = losses(ended);
        store.forceRelease(BOB);
        scheduler.advance(Duration.ofSeconds(30));
        assertThat(losses).containsExactly(Loss.ENDED);
    }

    @Test
    void withoutATakeoverAnIdleHolderKeepsItsLease() {
        MaildropLocks strict = node("strict", ConflictPolicy.REJECT);
        enter(here);
        scheduler.advance(Duration.ofHours(3));
        assertThat(strict.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
    }

    @Test
    void aWaitOfMoreThanHalfAMinuteIsRefused() {
        assertThat(new ConflictPolicy(Duration.ofSeconds(30), Optional.empty()).patience())
                .isEqualTo(Duration.ofSeconds(30));
        assertThatThrownBy(() -> new ConflictPolicy(Duration.ofMillis(30_001), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 30 seconds");
    }
}
