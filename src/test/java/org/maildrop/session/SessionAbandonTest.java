/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.MemoryMaildropStore;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** Every other way out: releases, removes nothing, and leaves a successor alone. */
class SessionAbandonTest {
    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler);
    private final MemoryMaildropStore store = bench.store();
    private final Session session = bench.newSession();

    @Test
    void abandonReleasesAndRemovesNothing() {
        store.add("bob", "x\r\n");
        bench.inside(session).transaction().maildrop().dele(1);

        session.abandon();

        assertThat(session.phase()).isEqualTo(Phase.UPDATE);
        assertThat(store.uids("bob")).hasSize(1);
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void abandonAgainOrAfterQuitLeavesASuccessorAlone() {
        bench.inside(session);
        session.quit();
        assertThat(SessionBench.enterAsBob(bench.newSession())).isInstanceOf(EnterOutcome.Entered.class);

        session.abandon();
        session.abandon();

        assertThat(bench.locked("bob")).isTrue();
    }

    @Test
    void abandonBeforeTheLoginIsNothing() {
        session.user("bob");
        session.abandon();

        assertThat(session.phase()).isEqualTo(Phase.UPDATE);
        assertThat(session.named()).isFalse();
    }

    @Test
    void restartForgetsTheName() {
        session.user("bob");
        session.restart();

        assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
        assertThat(session.named()).isFalse();
    }

    @Test
    void outsideOfTransactionThereIsNoTransaction() {
        assertThatThrownBy(session::transaction).isInstanceOf(IllegalStateException.class);
        bench.inside(session).quit();
        assertThatThrownBy(session::transaction).isInstanceOf(IllegalStateException.class);
    }
}
