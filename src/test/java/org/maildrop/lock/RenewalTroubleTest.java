/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.AcquireOutcome.Acquired;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** What does not go as it should in a node's two beats: each lease fares as it would alone, and the beats go on. */
class RenewalTroubleTest {
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

    private void takeOver(Owner owner) {
        HeldLease held = store.find(owner).orElseThrow();
        store.takeover(held, new Holder("other", "s", "192.0.2.8", clock.instant()), TERM);
    }

    @Test
    void ofABatchThatIsRenewedInPartWhatWasRenewedIsTrustedAndTheRestIsNot() {
        Lease reached = enter(BOB);
        List<Loss> kept = losses(reached);
        List<Loss> lost = losses(enter(ALICE));
        store.cutOff(ALICE);
        scheduler.advance(TERM.minus(SETTINGS.margin()).minusMillis(1));
        assertThat(lost).isEmpty();
        scheduler.advance(TERM);
        assertThat(kept).isEmpty();
        assertThat(lost).containsExactly(Loss.ENDED);
        assertThat(reached.provenFor(TERM.dividedBy(2))).isTrue();
    }

    @Test
    void ofABatchThatIsRenewedInPartTheLostAreTold() {
        List<Loss> losses = losses(enter(BOB));
        enter(ALICE);
        store.cutOff(ALICE);
        takeOver(BOB);
        scheduler.advance(SETTINGS.renewalInterval());
        assertThat(losses).containsExactly(Loss.TAKEN_OVER);
    }

    @Test
    void whatWasNotReachedIsTriedAgainAtTheNextBeat() {
        enter(BOB);
        List<Loss> losses = losses(enter(ALICE));
        store.cutOff(ALICE);
        scheduler.advance(SETTINGS.renewalInterval());
        store.reconnect();
        scheduler.advance(BEAT);
        assertThat(store.renewals()).containsExactly(2, 2);
        assertThat(outages.told()).hasSize(2).last().isEqualTo("ended");
        scheduler.advance(TERM.multipliedBy(3));
        assertThat(losses).isEmpty();
    }

    @Test
    void anAnswerThatComesTooLateFreesTheMaildropUnlessItsHolderMayStillBeRemoving() {
        enter(ALICE);
        Lease removing = enter(BOB);
        assertThat(removing.provenFor(TERM.dividedBy(2))).isTrue();
        List<Loss> losses = losses(removing);
        store.beforeNextAnswer(() -> scheduler.advance(TERM.minus(SETTINGS.margin())));

        scheduler.advance(SETTINGS.renewalInterval());
        scheduler.advance(BEAT);

        assertThat(losses).containsExactly(Loss.ENDED);
        assertThat(store.find(ALICE)).isEmpty();
        assertThat(store.find(BOB)).isPresent();
        removing.close();
        assertThat(store.find(BOB)).isEmpty();
    }

    @Test
    void anErrorInARenewalIsToldAndTheNextBeatComes() {
        Lease lease = enter(BOB);
        store.beforeNextAnswer(() -> {
            throw new NoClassDefFoundError("a class of the driver");
        });
        scheduler.advance(TERM.multipliedBy(3));
        assertThat(lease.provenFor(TERM.dividedBy(2))).isTrue();
        assertThat(outages.told())
                .containsExactly("began: java.lang.NoClassDefFoundError: a class of the driver", "ended");
    }

    @Test
    void anErrorInTheWatchOverExpiriesIsToldAndTheNextBeatComes() {
        List<Loss> losses = losses(enter(BOB));
        store.stop();
        Clock failing = new StumblingClock();
        MaildropLocks stumbling = new MaildropLocks(store, SETTINGS, "other", failing, scheduler, outages);
        stumbles = 2;
        scheduler.advance(BEAT);
        stumbles = 0;
        store.start();
        List<Loss> others = losses(((Acquired) stumbling.acquire(ALICE, "s", "192.0.2.8")).lease());
        store.stop();
        scheduler.advance(TERM);
        assertThat(losses).containsExactly(Loss.ENDED);
        assertThat(others).containsExactly(Loss.ENDED);
        assertThat(outages.told())
                .filteredOn(line -> line.contains("StackOverflowError"))
                .hasSize(2);
    }

    private int stumbles;

    private final class StumblingClock extends Clock {
        @Override
        public Instant instant() {
            if (stumbles > 0) {
                throw new StackOverflowError();
            }
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aListenerThatFailsUtterlyWhileTheServerStopsKeepsNobodyElseFromBeingTold() {
        for (Owner owner : List.of(BOB, ALICE)) {
            enter(owner).onLost(how -> {
                throw new StackOverflowError();
            });
        }
        List<Loss> third = losses(enter(new Owner("carol@example.org")));
        store.stop();
        scheduler.shutdown();
        scheduler.advance(TERM);
        assertThat(third).containsExactly(Loss.ENDED);
    }

    @Test
    void howALeaseWasLostIsAskedWhenTheOthersAreTrustedAgainAndNoAnswerIsNoOutage() {
        List<Loss> ended = losses(enter(ALICE));
        List<Loss> kept = losses(enter(BOB));
        takeOver(ALICE);
        store.atEachLastToken(() -> {
            throw new LeaseStoreException("no answer");
        });
        scheduler.advance(SETTINGS.renewalInterval());
        assertThat(ended).containsExactly(Loss.ENDED);
        assertThat(outages.told()).isEmpty();
        scheduler.advance(TERM);
        assertThat(kept).isEmpty();
        assertThat(store.renewals()).containsExactly(2, 1, 1, 1);
    }

    @Test
    void theRenewalDoesNotWaitForTheAnswerHowALeaseWasLost() {
        enter(ALICE);
        List<Loss> kept = losses(enter(BOB));
        takeOver(ALICE);
        store.atEachLastToken(() -> scheduler.advance(Duration.ofSeconds(35)));
        scheduler.advance(TERM);
        assertThat(kept).isEmpty();
    }

    @Test
    void aStoreThatCannotSayHowOneLeaseWasLostIsNotAskedAboutTheNext() {
        List<Loss> first = losses(enter(ALICE));
        List<Loss> second = losses(enter(BOB));
        takeOver(ALICE);
        takeOver(BOB);
        store.atEachLastToken(() -> {
            throw new LeaseStoreException("no answer");
        });
        scheduler.advance(SETTINGS.renewalInterval());
        assertThat(first).containsExactly(Loss.ENDED);
        assertThat(second).containsExactly(Loss.ENDED);
        assertThat(store.lastTokens()).isOne();
    }

    @Test
    void howALeaseWasLostThatIsClosedByNowIsNotAsked() {
        Lease leaving = enter(BOB);
        takeOver(BOB);
        store.beforeNextAnswer(leaving::close);
        scheduler.advance(SETTINGS.renewalInterval());
        assertThat(store.renewals()).containsExactly(1);
        assertThat(store.lastTokens()).isZero();
    }
}
