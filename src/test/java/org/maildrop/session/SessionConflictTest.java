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
import org.junit.jupiter.api.Test;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.lock.Loss;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** A login that finds the maildrop in use: it waits, takes over, or is refused. */
class SessionConflictTest {
    private static final Peer PEER = new Peer("session", "192.0.2.7");
    private static final Optional<String> SECRET = Optional.of(SessionBench.PASSWORD);

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler, ConflictPolicy.DEFAULT);
    private final List<Loss> losses = new ArrayList<>();

    private EnterOutcome login(Session session) {
        session.user("bob");
        return SessionBench.login(session.pass(SECRET, PEER, losses::add));
    }

    @Test
    void aLoginWaitsForAHolderThatIsAboutToLeaveAndNeedsNoPasswordAgain() {
        Session first = bench.newSession();
        login(first);
        Session second = bench.newSession();
        assertThat(login(second)).isInstanceOf(EnterOutcome.Waiting.class);
        assertThat(second.phase()).isEqualTo(Phase.AUTHORIZATION);
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(SessionBench.login(second.goOn())).isInstanceOf(EnterOutcome.Waiting.class);
        first.quit();
        assertThat(SessionBench.login(second.goOn())).isInstanceOf(EnterOutcome.Entered.class);
        assertThat(second.phase()).isEqualTo(Phase.TRANSACTION);
    }

    @Test
    void aLoginWaitsNoLongerThanItsPatience() {
        login(bench.newSession());
        Session second = bench.newSession();
        login(second);
        scheduler.advance(ConflictPolicy.DEFAULT.patience());
        assertThat(SessionBench.login(second.goOn())).isInstanceOf(EnterOutcome.InUse.class);
        assertThatThrownBy(second::goOn).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLoginThatGoesAwayWhileItWaitsLeavesTheHolderAlone() {
        Session first = bench.newSession();
        login(first);
        Session second = bench.newSession();
        login(second);
        second.abandon();
        assertThat(bench.leases()).isEqualTo(1);
        first.quit();
        assertThat(bench.leases()).isZero();
    }

    @Test
    void anIdleHolderIsTakenOverAndRemovesNothing() {
        Session idle = bench.newSession();
        login(idle);
        scheduler.advance(Duration.ofMinutes(2));
        Session second = bench.newSession();
        assertThat(login(second)).isInstanceOf(EnterOutcome.Entered.class);
        scheduler.advance(Duration.ZERO);
        assertThat(losses).containsExactly(Loss.TAKEN_OVER);
        idle.abandon();
        assertThat(bench.locked("bob")).isTrue();
    }

    @Test
    void aLoginWhoseListingTakesLongIsNotTakenOverByTheNext() {
        Session slow = bench.newSession();
        List<EnterOutcome> others = new ArrayList<>();
        bench.store().at(what -> {
            bench.store().at(again -> {});
            scheduler.advance(Duration.ofMinutes(5));
            others.add(login(bench.newSession()));
        });
        assertThat(login(slow)).isInstanceOf(EnterOutcome.Entered.class);
        assertThat(others).singleElement().isInstanceOf(EnterOutcome.Waiting.class);
        assertThat(losses).isEmpty();
        scheduler.advance(Duration.ofMinutes(2));
        assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void aHolderThatTakesOctetsOrGivesCommandsIsNotIdle() {
        Session busy = bench.newSession();
        login(busy);
        scheduler.advance(Duration.ofMinutes(2).minusSeconds(1));
        busy.touch();
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.Waiting.class);
        assertThat(losses).isEmpty();
    }
}
