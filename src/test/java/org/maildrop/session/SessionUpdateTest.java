/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MemoryMaildropStore;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** QUIT from TRANSACTION: removes if the lease is proven, and releases however that went. */
class SessionUpdateTest {
    private static final Peer PEER = new Peer("session", "192.0.2.1");
    private static final Optional<String> SECRET = Optional.of(SessionBench.PASSWORD);

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler);
    private final MemoryMaildropStore store = bench.store();
    private final Session session = bench.newSession();

    @Test
    void quitRemovesWhatIsMarkedAndReleases() {
        store.add("bob", "x\r\n");
        long kept = store.add("bob", "y\r\n");
        bench.inside(session).transaction().maildrop().dele(1);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(1, 1));
        assertThat(session.phase()).isEqualTo(Phase.UPDATE);
        assertThat(store.uids("bob")).containsExactly(kept);
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void theLockIsHeldUntilAllIsRemoved() {
        List<String> locked = new ArrayList<>();
        store.add("bob", "x\r\n");
        bench.inside(session).transaction().maildrop().dele(1);
        store.at(what -> locked.add(what + " " + bench.locked("bob")));

        session.quit();

        assertThat(locked).containsExactly("remove true");
    }

    @Test
    void quitInAuthorizationIsAFarewell() {
        assertThat(session.quit()).isEqualTo(new QuitOutcome.Left());
        assertThat(session.phase()).isEqualTo(Phase.UPDATE);
    }

    @Test
    void quitWithoutMarksNeedsNoProofOfTheLease() {
        store.add("bob", "x\r\n");
        bench.inside(session);
        bench.takeAway("bob");

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 1));
    }

    @Test
    void aLeaseThatIsAnothersByNowRemovesNothingAndStaysTheOthers() {
        store.add("bob", "x\r\n");
        bench.inside(session).transaction().maildrop().dele(1);
        bench.takeAway("bob");
        assertThat(SessionBench.enterAsBob(bench.newSession())).isInstanceOf(EnterOutcome.Entered.class);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.LeaseLost(0, 1));
        assertThat(store.uids("bob")).hasSize(1);
        assertThat(bench.locked("bob")).isTrue();
    }

    @Test
    void aLeaseThatWasNotRenewedForLongRemovesNothing() {
        store.add("bob", "x\r\n");
        bench.inside(session).transaction().maildrop().dele(1);
        // The clock goes on and nobody renews until the term is over.
        clock.advance(Duration.ofSeconds(60));

        assertThat(session.quit()).isEqualTo(new QuitOutcome.LeaseLost(0, 1));
        assertThat(store.uids("bob")).hasSize(1);
        assertThat(bench.locked("bob")).isFalse();
    }

    @Test
    void aLeaseThatIsTakenAwayInTheMiddleOfUpdateKeepsTheRest() {
        markedByTheHundred();
        AtomicInteger batches = new AtomicInteger();
        store.at(what -> {
            if (batches.incrementAndGet() == 2) {
                bench.takeAway("bob");
            }
        });

        assertThat(session.quit()).isEqualTo(new QuitOutcome.LeaseLost(200, 50));
        assertThat(store.uids("bob")).hasSize(50);
    }

    @Test
    void aNodeThatIsPausedInTheMiddleOfUpdateRemovesNoMoreThanItHadBegun() {
        markedByTheHundred();
        store.at(what -> clock.advance(Duration.ofSeconds(60)));

        assertThat(session.quit()).isEqualTo(new QuitOutcome.LeaseLost(100, 150));
        assertThat(store.uids("bob")).hasSize(150);
    }

    @Test
    void anUpdateIsNotIdleHoweverLongItTakes() {
        SessionBench patient = new SessionBench(clock, scheduler, ConflictPolicy.DEFAULT);
        for (int i = 0; i < 1_000; i++) {
            patient.store().add("bob", "x\r\n");
        }
        Session updating = patient.inside(patient.newSession());
        IntStream.rangeClosed(1, 1_000).forEach(updating.transaction().maildrop()::dele);
        List<EnterOutcome> meanwhile = new ArrayList<>();
        patient.store().at(what -> {
            scheduler.advance(Duration.ofSeconds(40));
            meanwhile.add(SessionBench.enterAsBob(patient.newSession()));
        });

        assertThat(updating.quit()).isEqualTo(new QuitOutcome.Updated(1_000, 0));
        assertThat(meanwhile).hasSize(10).containsOnly(new EnterOutcome.Waiting(Duration.ofMillis(100)));
    }

    @Test
    void whatCannotBeRemovedEndsTheUpdate() {
        store.refuseToRemove(markedByTheHundred());

        assertThat(session.quit()).isEqualTo(new QuitOutcome.PartlyUpdated(99, 151));
        assertThat(store.uids("bob")).hasSize(151);
    }

    /** 250 messages, all marked by bob's session; the first one's uid. */
    private long markedByTheHundred() {
        long first = store.add("bob", "x\r\n");
        for (int i = 1; i < 250; i++) {
            store.add("bob", "x\r\n");
        }
        bench.inside(session);
        IntStream.rangeClosed(1, 250).forEach(session.transaction().maildrop()::dele);
        return first;
    }

    @Test
    void whatCannotBeRemovedIsCounted() {
        long stubborn = store.add("bob", "x\r\n");
        store.add("bob", "y\r\n");
        store.refuseToRemove(stubborn);
        bench.inside(session).transaction().maildrop().dele(1);
        session.transaction().maildrop().dele(2);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.PartlyUpdated(1, 1));
        assertThat(store.uids("bob")).containsExactly(stubborn);
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void aStoreThatFailsIsToldAndReleases() {
        store.add("bob", "x\r\n");
        bench.inside(session).transaction().maildrop().dele(1);
        MaildropStoreException cause = SessionBench.trouble();
        store.at(what -> {
            throw cause;
        });

        assertThat(session.quit()).isEqualTo(new QuitOutcome.UpdateFailed(0, 1, cause));
        assertThat(session.phase()).isEqualTo(Phase.UPDATE);
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void anUnexpectedFailureReleases() {
        store.add("bob", "x\r\n");
        bench.inside(session).transaction().maildrop().dele(1);
        store.at(what -> {
            throw new IllegalStateException("bug");
        });

        assertThatThrownBy(session::quit).isInstanceOf(IllegalStateException.class);
        assertThat(session.phase()).isEqualTo(Phase.UPDATE);
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void theLossOfALeaseThatWasReleasedIsNotTold() {
        List<String> told = new ArrayList<>();
        session.user("bob");
        session.pass(SECRET, PEER, how -> told.add("lost"));
        session.quit();

        scheduler.advance(Duration.ofMinutes(5));

        assertThat(told).isEmpty();
    }
}
