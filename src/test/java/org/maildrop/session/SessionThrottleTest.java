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
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.ThrottleSettings;
import org.maildrop.auth.Verdict;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** Failed logins are slowed down, and too many sessions refused. */
class SessionThrottleTest {
    private static final Peer PEER = new Peer("session", "192.0.2.7");
    private static final Optional<String> WRONG = Optional.of("wrong");
    private static final Optional<String> RIGHT = Optional.of(SessionBench.PASSWORD);

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler, ConflictPolicy.DEFAULT);

    @BeforeEach
    void throttle() {
        bench.throttle(ThrottleSettings.DEFAULT);
    }

    private static EnterOutcome pass(Session session, Optional<String> password) {
        session.user("bob");
        return SessionBench.login(session.pass(password, PEER, how -> {}));
    }

    private EnterOutcome goOn(Session session, EnterOutcome.Waiting waiting) {
        scheduler.advance(waiting.pause());
        return SessionBench.login(session.goOn());
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            pass(bench.newSession(), WRONG);
        }
    }

    @Test
    void theAnswerToAFailedLoginIsHeldBack() {
        Session session = bench.newSession();
        EnterOutcome first = pass(session, WRONG);
        assertThat(first).isEqualTo(new EnterOutcome.Waiting(Duration.ofSeconds(1)));
        assertThat(goOn(session, (EnterOutcome.Waiting) first)).isEqualTo(new EnterOutcome.Denied());
        assertThat(session.failedLogins()).isEqualTo(1);
    }

    @Test
    void howLongTheCheckTookIsNotTold() {
        bench.passwords((name, password) -> {
            scheduler.advance(Duration.ofMillis(name.equals("bob") ? 300 : 1));
            return new Verdict.Denied();
        });
        assertThat(pass(bench.newSession(), WRONG)).isEqualTo(new EnterOutcome.Waiting(Duration.ofMillis(700)));
    }

    @Test
    void aCheckThatTakesLongerThanTheDelayIsHeldBackToTheNext() {
        bench.passwords((name, password) -> {
            scheduler.advance(Duration.ofMillis(1_300));
            return new Verdict.Denied();
        });
        assertThat(pass(bench.newSession(), WRONG)).isEqualTo(new EnterOutcome.Waiting(Duration.ofMillis(700)));
    }

    @Test
    void whoHasFailedTooOftenWaitsBeforeThePasswordIsLookedAt() {
        fail(3);
        Session session = bench.newSession();
        bench.passwords((name, password) -> {
            throw new AssertionError("it has been looked at");
        });
        assertThat(pass(session, RIGHT)).isEqualTo(new EnterOutcome.Waiting(Duration.ofSeconds(1)));
        bench.passwords((name, password) -> new Verdict.Verified(name));
        assertThat(goOn(session, new EnterOutcome.Waiting(Duration.ofSeconds(1))))
                .isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void aLoginThatWaitsAndThenIsWrongIsHeldBackFromWhenItWasChecked() {
        fail(3);
        Session session = bench.newSession();
        EnterOutcome.Waiting before = (EnterOutcome.Waiting) pass(session, WRONG);
        assertThat(before.pause()).isEqualTo(Duration.ofSeconds(1));
        EnterOutcome.Waiting after = (EnterOutcome.Waiting) goOn(session, before);
        assertThat(after.pause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(goOn(session, after)).isEqualTo(new EnterOutcome.Denied());
    }

    @Test
    void usersThatCannotBeAskedAreNobodysFault() {
        bench.passwords((name, password) -> {
            throw new AuthException("down", new IllegalStateException("down"));
        });
        for (int i = 0; i < 9; i++) {
            assertThat(pass(bench.newSession(), RIGHT)).isInstanceOf(EnterOutcome.AuthUnavailable.class);
        }
    }

    @Test
    void aSessionTooManyOfAUserIsInUseAndOneThatLeavesMakesRoom() {
        bench.limits(new SessionLimits(new LimitSettings(OptionalInt.of(2), OptionalInt.empty(), Optional.empty())));
        Session first = bench.newSession();
        assertThat(pass(first, RIGHT)).isInstanceOf(EnterOutcome.Entered.class);
        Session second = bench.newSession();
        assertThat(pass(second, RIGHT)).isInstanceOf(EnterOutcome.Waiting.class);
        assertThat(pass(bench.newSession(), RIGHT))
                .isEqualTo(new EnterOutcome.TooManySessions(SessionLimits.Excess.USER));
        second.abandon();
        assertThat(pass(bench.newSession(), RIGHT)).isInstanceOf(EnterOutcome.Waiting.class);
    }

    @Test
    void aSessionTooManyFromAnAddressIsRefused() {
        SessionLimits limits =
                new SessionLimits(new LimitSettings(OptionalInt.empty(), OptionalInt.of(1), Optional.empty()));
        bench.limits(limits);
        Session first = bench.newSession();
        assertThat(pass(first, RIGHT)).isInstanceOf(EnterOutcome.Entered.class);
        Session second = bench.newSession();
        second.user("alice");
        assertThat(SessionBench.login(second.pass(RIGHT, new Peer("other", PEER.address()), how -> {})))
                .isEqualTo(new EnterOutcome.TooManySessions(SessionLimits.Excess.ADDRESS));
        first.quit();
        assertThat(limits.counted()).isZero();
    }

    @Test
    void howeverALoginEndsItsPlaceIsFree() {
        SessionLimits limits =
                new SessionLimits(new LimitSettings(OptionalInt.of(9), OptionalInt.of(9), Optional.empty()));
        bench.limits(limits);
        bench.store().at(what -> {
            throw SessionBench.trouble();
        });
        assertThat(pass(bench.newSession(), RIGHT)).isInstanceOf(EnterOutcome.StoreFailed.class);
        assertThat(limits.counted()).isZero();
        bench.store().at(what -> {
            throw new IllegalStateException("a defect");
        });
        Session broken = bench.newSession();
        broken.user("bob");
        assertThatThrownBy(() -> broken.pass(RIGHT, PEER, how -> {}));
        assertThat(limits.counted()).isZero();
    }
}
