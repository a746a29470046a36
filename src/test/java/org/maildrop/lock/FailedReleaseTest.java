/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.AcquireOutcome.Acquired;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** Releases that the store does not carry out at once, and those of a server that stops. */
class FailedReleaseTest {
    private static final Owner BOB = new Owner("bob@example.org");
    private static final Owner ALICE = new Owner("alice@example.org");
    private static final LockSettings SETTINGS = LockSettings.defaults();
    private static final Duration TERM = SETTINGS.term();
    private static final Duration BEAT = SETTINGS.beat();

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final FaultyLeaseStore store = new FaultyLeaseStore(new JvmLeaseStore(clock));
    private final RecordedOutages outages = new RecordedOutages();
    private final MaildropLocks locks = new MaildropLocks(store, SETTINGS, "node", clock, scheduler, outages);

    private Lease enter(Owner owner) {
        return ((Acquired) locks.acquire(owner, "session", "192.0.2.7")).lease();
    }

    private static List<Loss> losses(Lease lease) {
        List<Loss> losses = new ArrayList<>();
        lease.onLost(losses::add);
        return losses;
    }

    private void closeWhileTheStoreIsDown(Lease lease) {
        store.stop();
        lease.close();
        store.start();
    }

    @Test
    void aReleaseThatFailedIsTriedAgainAtTheNextBeat() {
        closeWhileTheStoreIsDown(enter(BOB));
        assertThat(store.find(BOB)).isPresent();
        scheduler.advance(BEAT);
        assertThat(store.find(BOB)).isEmpty();
        scheduler.advance(TERM);
        assertThat(store.releases()).isEqualTo(2);
    }

    @Test
    void aReleaseThatFailsAgainIsTriedUntilTheLeaseHasExpired() {
        Lease lease = enter(BOB);
        store.stop();
        lease.close();
        scheduler.advance(TERM.minus(BEAT));
        int tried = store.releases();
        assertThat(tried).isEqualTo(12);
        scheduler.advance(TERM);
        assertThat(store.releases()).isLessThanOrEqualTo(tried + 1);
    }

    @Test
    void aStoreThatIsAwayIsAskedForOneReleaseABeatAndEachHasItsTurn() {
        List<Lease> leases = IntStream.range(0, 3)
                .mapToObj(i -> enter(new Owner("user-" + i)))
                .toList();
        store.stop();
        leases.forEach(Lease::close);
        scheduler.advance(BEAT.multipliedBy(2));
        assertThat(store.releases()).isEqualTo(3 + 2);
        store.start();
        scheduler.advance(BEAT);
        assertThat(store.list()).isEmpty();
    }

    @Test
    void aReleaseThatFailedIsTriedAgainWhenTheServerStops() {
        closeWhileTheStoreIsDown(enter(BOB));
        locks.close();
        assertThat(store.find(BOB)).isEmpty();
    }

    @Test
    void aLateReleaseLeavesTheSuccessorAlone() {
        Lease left = enter(BOB);
        closeWhileTheStoreIsDown(left);
        store.forceRelease(BOB);
        Lease successor = enter(BOB);
        scheduler.advance(BEAT);
        assertThat(successor.provenFor(Duration.ZERO)).isTrue();
    }

    @Test
    void aServerThatStopsLeavesTheMaildropToAHolderThatMayStillBeRemoving() {
        Lease removing = enter(BOB);
        List<Loss> losses = losses(removing);
        assertThat(removing.provenFor(SETTINGS.margin())).isTrue();
        locks.close();
        scheduler.advance(Duration.ZERO);
        assertThat(losses).containsExactly(Loss.ENDED);
        assertThat(store.find(BOB)).isPresent();
        removing.close();
        assertThat(store.find(BOB)).isEmpty();
    }

    @Test
    void aServerThatStopsFreesTheMaildropOfALoginUnderWay() {
        Lease entering = enter(BOB);
        locks.close();
        assertThat(store.find(BOB)).isEmpty();
        entering.close();
        assertThat(store.releases()).isOne();
    }

    @Test
    void aServerThatStopsAsksAStoreThatIsAwayOnceAndTellsAll() {
        List<List<Loss>> losses = IntStream.range(0, 3)
                .mapToObj(i -> losses(enter(new Owner("user-" + i))))
                .toList();
        store.stop();
        locks.close();
        scheduler.advance(Duration.ZERO);
        assertThat(store.releases()).isOne();
        assertThat(losses).allSatisfy(told -> assertThat(told).containsExactly(Loss.ENDED));
    }

    @Test
    void aServerThatStopsAsksASlowStoreForAFewSecondsOnly() {
        List<List<Loss>> losses = IntStream.range(0, 10)
                .mapToObj(i -> losses(enter(new Owner("user-" + i))))
                .toList();
        store.atEachRelease(() -> clock.advance(Duration.ofSeconds(2)));
        locks.close();
        scheduler.advance(Duration.ZERO);
        assertThat(store.releases()).isEqualTo(3);
        assertThat(losses).allSatisfy(told -> assertThat(told).containsExactly(Loss.ENDED));
    }
}
