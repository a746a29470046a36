/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.AuthException;
import org.maildrop.snapshot.DropListing;
import org.maildrop.snapshot.MemoryMaildropStore;
import org.maildrop.snapshot.SizesSetting;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** The way in: lock, then listing, and only then TRANSACTION; what fails in between leaves no lock. */
class SessionEnterTest {
    private static final Peer PEER = new Peer("session", "192.0.2.1");
    private static final Optional<String> SECRET = Optional.of(SessionBench.PASSWORD);

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler);
    private final MemoryMaildropStore store = bench.store();
    private final Session session = bench.newSession();

    @Test
    void theRightPasswordLocksTheMaildropAndOpensIt() {
        store.add("bob", "A: b\r\n\r\nx\r\n");

        assertThat(SessionBench.enterAsBob(session)).isEqualTo(new EnterOutcome.Entered(new DropListing(1, 11)));
        assertThat(session.phase()).isEqualTo(Phase.TRANSACTION);
        assertThat(bench.locked("bob")).isTrue();
    }

    @Test
    void theLockIsTakenBeforeTheMaildropIsListed() {
        List<String> asked = new ArrayList<>();
        store.at(what -> asked.add(what + (bench.locked("bob") ? " under the lock" : "")));

        bench.inside(session);

        assertThat(asked).containsExactly("open under the lock", "list under the lock");
    }

    @Test
    void aWrongPasswordIsCountedLocksNothingAndBeginsAnew() {
        session.user("bob");

        assertThat(SessionBench.login(session.pass(Optional.of("wrong"), PEER, how -> {})))
                .isEqualTo(new EnterOutcome.Denied());
        assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
        assertThat(session.named()).isFalse();
        assertThat(session.failedLogins()).isOne();
        assertThat(bench.leases()).isZero();
    }

    @Test
    void aPasswordThatIsNoTextIsDeniedWithoutAskingAnybody() {
        bench.passwords((name, password) -> {
            throw new AssertionError("asked");
        });
        session.user("bob");

        assertThat(SessionBench.login(session.pass(Optional.empty(), PEER, how -> {})))
                .isEqualTo(new EnterOutcome.Denied());
    }

    @Test
    void usersThatCannotBeAskedAreNoDenial() {
        bench.passwords((name, password) -> {
            throw new AuthException("down", new IOException());
        });

        assertThat(SessionBench.enterAsBob(session)).isInstanceOf(EnterOutcome.AuthUnavailable.class);
        assertThat(session.failedLogins()).isZero();
        assertThat(bench.leases()).isZero();
    }

    @Test
    void anUnexpectedFailureOfTheUsersLocksNothing() {
        bench.passwords((name, password) -> {
            throw new IllegalStateException("bug");
        });

        assertThatThrownBy(() -> SessionBench.enterAsBob(session)).isInstanceOf(IllegalStateException.class);
        assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
        assertThat(bench.leases()).isZero();
    }

    @Test
    void theLastNameCounts() {
        session.user("alice");

        bench.inside(session);

        assertThat(bench.locked("alice")).isFalse();
        assertThat(bench.locked("bob")).isTrue();
    }

    @Test
    void aMaildropInUseIsRefusedAndItsHolderIsNotDisturbed() {
        session.user("bob");
        session.pass(SECRET, new Peer("first", "192.0.2.1"), how -> {});
        Session second = bench.newSession();

        assertThat(SessionBench.enterAsBob(second))
                .isInstanceOfSatisfying(
                        EnterOutcome.InUse.class,
                        inUse -> assertThat(inUse.holder().session()).isEqualTo("first"));

        assertThat(second.phase()).isEqualTo(Phase.AUTHORIZATION);
        second.abandon();
        assertThat(bench.locked("bob")).isTrue();
        assertThat(session.phase()).isEqualTo(Phase.TRANSACTION);
    }

    @Test
    void aLockThatCannotBeAskedForFailsClosed() {
        bench.closeLocks();

        assertThat(SessionBench.enterAsBob(session)).isInstanceOf(EnterOutcome.LockUnavailable.class);
        assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
        assertThat(bench.leases()).isZero();
    }

    @Test
    void aListingThatFailsRefusesAndReleases() {
        store.at(what -> {
            throw SessionBench.trouble();
        });

        assertThat(SessionBench.enterAsBob(session)).isInstanceOf(EnterOutcome.StoreFailed.class);
        assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void anUnexpectedFailureOfTheStoreReleases() {
        store.at(what -> {
            throw new IllegalStateException("bug");
        });

        assertThatThrownBy(() -> SessionBench.enterAsBob(session)).isInstanceOf(IllegalStateException.class);
        assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void evenAnErrorOfTheJvmReleases() {
        store.at(what -> {
            throw new NoClassDefFoundError("a James that we do not know");
        });

        assertThatThrownBy(() -> SessionBench.enterAsBob(session)).isInstanceOf(NoClassDefFoundError.class);
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void aMessageThatCannotBeMeasuredRefusesAnExactLoginAndReleases() {
        SessionBench exact = new SessionBench(clock, scheduler, SizesSetting.EXACT);
        exact.store().add("bob", "x\n");
        exact.store().contents((uid, octets) -> {
            throw new IOException("no");
        });

        assertThat(SessionBench.enterAsBob(exact.newSession())).isInstanceOf(EnterOutcome.StoreFailed.class);
        assertThat(exact.leases()).isZero();
    }

    @Test
    void afterARefusalTheSameSessionMayTryAgain() {
        store.at(what -> {
            throw SessionBench.trouble();
        });
        SessionBench.enterAsBob(session);
        store.at(what -> {});

        assertThat(SessionBench.enterAsBob(session)).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void theLossOfTheLeaseIsToldOnce() {
        List<String> told = new ArrayList<>();
        session.user("bob");
        session.pass(SECRET, PEER, how -> told.add("lost"));

        bench.takeAway("bob");
        scheduler.advance(SessionBench.aRenewal());
        scheduler.advance(SessionBench.aRenewal());

        assertThat(told).containsExactly("lost");
    }

    @Test
    void aSessionThatStaysKeepsItsLeaseForHours() {
        bench.inside(session);

        scheduler.advance(Duration.ofHours(5));

        assertThat(bench.locked("bob")).isTrue();
    }
}
