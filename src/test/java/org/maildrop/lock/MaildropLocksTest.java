/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.AcquireOutcome.Acquired;
import org.maildrop.lock.AcquireOutcome.InUse;
import org.maildrop.lock.AcquireOutcome.Unavailable;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

class MaildropLocksTest {
    private static final Owner BOB = new Owner("bob@example.org");
    private static final LockSettings SETTINGS = LockSettings.defaults();
    private static final Duration TERM = SETTINGS.term();

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final FaultyLeaseStore store = new FaultyLeaseStore(new JvmLeaseStore(clock));
    private final List<String> outages = new ArrayList<>();
    private final MaildropLocks locks = node("node-1", scheduler);

    /** Its renewals run when the test advances this scheduler: one that stands still is a node that is paused. */
    private MaildropLocks node(String name, TestScheduler executor) {
        return new MaildropLocks(store, SETTINGS, name, clock, executor, new OutageListener() {
            @Override
            public void began(Throwable cause) {
                outages.add("began: " + cause.getMessage());
            }

            @Override
            public void ended() {
                outages.add("ended");
            }
        });
    }

    private Lease enter(MaildropLocks node, Owner owner) {
        AcquireOutcome outcome = node.acquire(owner, "session", "192.0.2.7");
        assertThat(outcome).isInstanceOf(Acquired.class);
        Lease lease = ((Acquired) outcome).lease();
        lease.settle();
        return lease;
    }

    private AtomicInteger countLosses(Lease lease) {
        AtomicInteger losses = new AtomicInteger();
        lease.onLost(how -> losses.incrementAndGet());
        return losses;
    }

    @Test
    void aFreeMaildropIsAcquiredByTheSessionThatAsks() {
        Lease lease = enter(locks, BOB);
        assertThat(lease.owner()).isEqualTo(BOB);
        assertThat(lease.holder()).isEqualTo(new Holder("node-1", "session", "192.0.2.7", clock.instant()));
        assertThat(store.find(BOB).orElseThrow().key()).isEqualTo(new LeaseKey(BOB, lease.token()));
    }

    @Test
    void aHeldMaildropIsInUseByItsHolder() {
        Lease lease = enter(locks, BOB);
        Instant entered = clock.instant();
        clock.advance(Duration.ofSeconds(5));
        assertThat(locks.acquire(BOB, "other", "192.0.2.8")).isEqualTo(new InUse(lease.holder(), entered));
    }

    @Test
    void aSecondNodeFindsTheMaildropInUse() {
        Lease lease = enter(locks, BOB);
        MaildropLocks other = node("node-2", new TestScheduler(clock));
        assertThat(other.acquire(BOB, "other", "192.0.2.8")).isInstanceOf(InUse.class);
        lease.close();
        assertThat(enter(other, BOB).token()).isGreaterThan(lease.token());
    }

    @Test
    void aClosedLeaseFreesTheMaildropOnce() {
        Lease lease = enter(locks, BOB);
        lease.close();
        assertThat(store.find(BOB)).isEmpty();
        Lease successor = enter(locks, BOB);
        lease.close();
        assertThat(successor.provenFor(Duration.ZERO)).isTrue();
        assertThat(store.releases()).isEqualTo(1);
    }

    @Test
    void anOperatorSeesTheLeasesOfAllNodes() {
        Lease bobs = enter(locks, BOB);
        Lease alices = enter(node("node-2", new TestScheduler(clock)), new Owner("alice"));
        assertThat(locks.list())
                .extracting(HeldLease::holder)
                .containsExactlyInAnyOrder(bobs.holder(), alices.holder());
    }

    @Test
    void anOperatorWhoFreesAMaildropFencesItsHolderOutAtOnce() {
        Lease lease = enter(locks, BOB);
        AtomicInteger losses = countLosses(lease);
        assertThat(locks.forceRelease(BOB)).map(HeldLease::key).contains(new LeaseKey(BOB, lease.token()));
        scheduler.advance(Duration.ZERO);
        assertThat(losses).hasValue(1);
        assertThat(lease.provenFor(Duration.ZERO)).isFalse();
        assertThat(enter(locks, BOB).token()).isGreaterThan(lease.token());
        assertThat(locks.forceRelease(new Owner("nobody"))).isEmpty();
    }

    @Test
    void anOperatorOnAnotherNodeIsHeardOfWithTheNextRenewal() {
        Lease lease = enter(locks, BOB);
        AtomicInteger losses = countLosses(lease);
        assertThat(node("node-2", new TestScheduler(clock)).forceRelease(BOB)).isPresent();
        assertThat(lease.provenFor(Duration.ZERO)).isFalse();
        scheduler.advance(SETTINGS.renewalInterval().plus(SETTINGS.beat()));
        assertThat(losses).hasValue(1);
    }

    @Test
    void aLeaseIsProvenWhileItHasTheMarginLeftAndIsNotClosed() {
        Lease lease = enter(locks, BOB);
        assertThat(lease.provenFor(TERM)).isTrue();
        assertThat(lease.provenFor(TERM.plusMillis(1))).isFalse();
        lease.close();
        assertThat(lease.provenFor(Duration.ZERO)).isFalse();
    }

    @Test
    void anAnswerThatIsReadTooLateIsNoProof() {
        Lease lease = enter(locks, BOB);
        Runnable pause = () -> clock.advance(TERM.minus(SETTINGS.margin()).plusMillis(1));
        store.beforeNextAnswer(() -> store.beforeNextAnswer(pause));
        assertThat(lease.provenFor(SETTINGS.margin())).isFalse();
        assertThat(lease.provenFor(SETTINGS.margin())).isTrue();
    }

    @Test
    void aLeaseIsRenewedForAsLongAsItIsHeld() {
        Lease lease = enter(locks, BOB);
        AtomicInteger losses = countLosses(lease);
        scheduler.advance(Duration.ofHours(1));
        assertThat(lease.provenFor(TERM.dividedBy(2))).isTrue();
        assertThat(losses).hasValue(0);
    }

    @Test
    void allLeasesOfANodeAreRenewedTogetherAtAThirdOfTheTerm() {
        IntStream.range(0, 100).forEach(i -> enter(locks, new Owner("user-" + i)));
        scheduler.advance(TERM.dividedBy(3).minusMillis(1));
        assertThat(store.renewals()).isEmpty();
        scheduler.advance(TERM.plusMillis(1));
        assertThat(store.renewals()).containsExactly(100, 100, 100, 100);
    }

    @Test
    void aNodeWithoutLeasesAsksTheStoreNothing() {
        enter(locks, BOB).close();
        scheduler.advance(Duration.ofHours(1));
        assertThat(store.renewals()).isEmpty();
    }

    @Test
    void activityIsToldWithTheNextRenewal() {
        Lease lease = enter(locks, BOB);
        scheduler.advance(Duration.ofSeconds(15));
        lease.touch();
        assertThat(store.find(BOB).orElseThrow().idle()).isEqualTo(Duration.ofSeconds(15));
        scheduler.advance(Duration.ofSeconds(10));
        assertThat(store.find(BOB).orElseThrow().idle()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aLeaseThatAnOperatorEndedIsLostWithTheNextRenewal() {
        Lease lease = enter(locks, BOB);
        AtomicInteger losses = countLosses(lease);
        store.forceRelease(BOB);
        scheduler.advance(TERM);
        assertThat(losses).hasValue(1);
        assertThat(lease.provenFor(Duration.ZERO)).isFalse();
    }

    @Test
    void aLeaseThatWasTakenOverIsLostAndItsEndLeavesTheSuccessorAlone() {
        Lease lease = enter(locks, BOB);
        AtomicInteger losses = countLosses(lease);
        store.takeover(store.find(BOB).orElseThrow(), new Holder("node-2", "s", "192.0.2.8", clock.instant()), TERM);
        assertThat(lease.provenFor(Duration.ZERO)).isFalse();
        scheduler.advance(TERM.dividedBy(3));
        assertThat(losses).hasValue(1);
        lease.close();
        assertThat(store.find(BOB).orElseThrow().holder().node()).isEqualTo("node-2");
    }

    @Test
    void lossesAreToldAfterTheRenewalAndNotWithinIt() {
        Lease bob = enter(locks, BOB);
        Lease alice = enter(locks, new Owner("alice@example.org"));
        List<Boolean> otherWasLostToo = new ArrayList<>();
        bob.onLost(how -> otherWasLostToo.add(isLost(alice)));
        alice.onLost(how -> otherWasLostToo.add(isLost(bob)));
        store.forceRelease(bob.owner());
        store.forceRelease(alice.owner());
        scheduler.advance(TERM.dividedBy(3));
        assertThat(otherWasLostToo).containsExactly(true, true);
    }

    private boolean isLost(Lease lease) {
        return countLosses(lease).get() == 1;
    }

    @Test
    void whoAsksAfterTheLossIsToldAtOnce() {
        Lease lease = enter(locks, BOB);
        store.forceRelease(BOB);
        scheduler.advance(TERM);
        assertThat(countLosses(lease)).hasValue(1);
    }

    @Test
    void aClosedLeaseIsNotLost() {
        Lease lease = enter(locks, BOB);
        AtomicInteger losses = countLosses(lease);
        lease.close();
        scheduler.advance(TERM.multipliedBy(2));
        assertThat(losses).hasValue(0);
        assertThat(countLosses(lease)).hasValue(0);
    }

    @Test
    void aListenerThatFailsKeepsNobodyElseFromBeingTold() {
        Lease first = enter(locks, BOB);
        first.onLost(how -> {
            throw new IllegalStateException("a session's trouble");
        });
        AtomicInteger losses = countLosses(first);
        Lease second = enter(locks, new Owner("alice@example.org"));
        store.forceRelease(BOB);
        scheduler.advance(TERM.multipliedBy(2));
        assertThat(losses).hasValue(1);
        assertThat(second.provenFor(Duration.ZERO)).isTrue();
    }

    @Test
    void aNodePausedPastItsTermLosesItsLeaseAndProvesNothing() {
        Lease paused = enter(locks, BOB);
        AtomicInteger losses = countLosses(paused);
        clock.advance(TERM);
        Lease successor = enter(node("node-2", new TestScheduler(clock)), BOB);
        assertThat(paused.provenFor(Duration.ZERO)).isFalse();
        scheduler.advance(Duration.ZERO);
        paused.close();
        assertThat(losses).hasValue(1);
        assertThat(successor.provenFor(Duration.ZERO)).isTrue();
    }

    @Test
    void aStoreThatCannotAnswerIsUnavailableAndNotInUse() {
        enter(locks, BOB);
        store.stop();
        AcquireOutcome outcome = locks.acquire(BOB, "other", "192.0.2.8");
        assertThat(outcome).isInstanceOf(Unavailable.class);
        assertThat(((Unavailable) outcome).cause()).isInstanceOf(LeaseStoreException.class);
    }

    @Test
    void aShortOutageIsSurvivedByEveryLease() {
        Lease lease = enter(locks, BOB);
        AtomicInteger losses = countLosses(lease);
        scheduler.advance(Duration.ofSeconds(19));
        store.stop();
        assertThat(lease.provenFor(Duration.ZERO)).isFalse();
        scheduler.advance(Duration.ofSeconds(25));
        store.start();
        scheduler.advance(Duration.ofMinutes(5));
        assertThat(losses).hasValue(0);
        assertThat(lease.provenFor(TERM.dividedBy(2))).isTrue();
        assertThat(outages).containsExactly("began: the engine is down", "ended");
    }

    @Test
    void aLongOutageEndsLeasesTheMarginBeforeTheirExpiry() {
        AtomicInteger losses = countLosses(enter(locks, BOB));
        store.stop();
        scheduler.advance(TERM.minus(SETTINGS.margin()).minusMillis(1));
        assertThat(losses).hasValue(0);
        scheduler.advance(Duration.ofMillis(1));
        assertThat(losses).hasValue(1);
    }

    @Test
    void afterAnOutageAllGoesOnWithoutARestart() {
        Lease lost = enter(locks, BOB);
        store.stop();
        scheduler.advance(TERM);
        lost.close();
        store.start();
        Lease lease = enter(locks, BOB);
        scheduler.advance(Duration.ofMinutes(5));
        assertThat(lease.provenFor(TERM.dividedBy(2))).isTrue();
    }

    @Test
    void aLeaseIsLostInTimeThoughTheStoreHangsAndItsLateAnswerKeepsNobodyOut() {
        Lease lease = enter(locks, BOB);
        AtomicInteger losses = countLosses(lease);
        List<Integer> toldWhileHanging = new ArrayList<>();
        store.beforeNextAnswer(() -> {
            scheduler.advance(Duration.ofSeconds(35));
            toldWhileHanging.add(losses.get());
        });
        scheduler.advance(Duration.ofSeconds(20));
        assertThat(toldWhileHanging).containsExactly(1);
        assertThat(store.find(BOB)).isEmpty();
    }

    @Test
    void closingALeaseNeverThrowsThoughTheStoreIsDown() {
        Lease lease = enter(locks, BOB);
        store.stop();
        lease.close();
        store.start();
        scheduler.advance(TERM);
        assertThat(store.find(BOB)).isEmpty();
    }

    @Test
    void closingTheLocksTellsTheSessionsAndFreesTheirMaildrops() {
        AtomicInteger losses = countLosses(enter(locks, BOB));
        locks.close();
        scheduler.advance(Duration.ZERO);
        assertThat(losses).hasValue(1);
        assertThat(store.find(BOB)).isEmpty();
        assertThat(locks.acquire(BOB, "late", "192.0.2.8")).isInstanceOf(Unavailable.class);
        assertThat(store.find(BOB)).isEmpty();
    }

    @Test
    void closingTheLocksTellsTheSessionsThoughTheExecutorIsShutDown() {
        AtomicInteger losses = countLosses(enter(locks, BOB));
        scheduler.shutdown();
        locks.close();
        assertThat(losses).hasValue(1);
        assertThat(store.find(BOB)).isEmpty();
    }

    @Test
    void whoIsEnteringWhileTheLocksCloseDoesNotGetIn() {
        store.beforeNextAnswer(locks::close);
        assertThat(locks.acquire(BOB, "session", "192.0.2.7")).isInstanceOf(Unavailable.class);
        assertThat(store.find(BOB)).isEmpty();
    }
}
