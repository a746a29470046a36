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

/** RFC 2449, section 6.5: so many seconds from one +OK of a login to the next. */
class SessionLoginDelayTest {
    private static final Peer PEER = new Peer("session", "192.0.2.7");
    private static final Duration DELAY = Duration.ofSeconds(60);
    private static final Optional<String> RIGHT = Optional.of(SessionBench.PASSWORD);

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler, ConflictPolicy.DEFAULT);

    @BeforeEach
    void delay() {
        bench.loginDelay(DELAY);
    }

    private EnterOutcome login(Session session, String user, Optional<String> password) {
        session.user(user);
        return SessionBench.login(session.pass(password, PEER, how -> {}));
    }

    private EnterOutcome login(Session session) {
        return login(session, "bob", RIGHT);
    }

    private void bobLogsInAndOut() {
        bench.inside(bench.newSession()).quit();
    }

    @Test
    void aLoginThatComesTooSoonIsRefusedAndToldWhenToComeAgain() {
        bobLogsInAndOut();
        scheduler.advance(Duration.ofMillis(59_999));
        Session session = bench.newSession();

        assertThat(login(session)).isEqualTo(new EnterOutcome.TooSoon(Duration.ofMillis(1)));
        assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
        assertThat(session.failedLogins()).isZero();
        assertThat(bench.locked("bob")).isFalse();

        scheduler.advance(Duration.ofMillis(1));
        assertThat(login(session)).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void whatCountsIsWhenTheLoginWasAndNotItsEnd() {
        Session first = bench.inside(bench.newSession());
        scheduler.advance(DELAY);
        first.quit();

        assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void aRefusalIsNoLogin() {
        bobLogsInAndOut();
        for (int second = 0; second < 60; second++) {
            assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.TooSoon.class);
            scheduler.advance(Duration.ofSeconds(1));
        }

        assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void ofOthersNothingIsToldAndNobodyIsInTheirWay() {
        bobLogsInAndOut();

        assertThat(login(bench.newSession(), "bob", Optional.of("wrong"))).isEqualTo(new EnterOutcome.Denied());
        assertThat(login(bench.newSession(), "alice", RIGHT)).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void aLoginThatCameToNothingDoesNotCount() {
        bench.store().at(what -> {
            throw SessionBench.trouble();
        });
        assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.StoreFailed.class);
        bench.store().at(what -> {
            throw new IllegalStateException("a defect");
        });
        assertThatThrownBy(() -> login(bench.newSession())).isInstanceOf(IllegalStateException.class);
        bench.store().at(what -> {});
        bench.passwords((name, password) -> {
            throw new AuthException("down", new IllegalStateException("down"));
        });
        assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.AuthUnavailable.class);
        bench.passwords((name, password) -> new Verdict.Verified(name));

        assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void aLoginThatFoundTheMaildropInUseDoesNotCount() {
        Session first = bench.inside(bench.newSession());
        scheduler.advance(DELAY);
        Session second = bench.newSession();
        EnterOutcome waiting = login(second);
        while (waiting instanceof EnterOutcome.Waiting pause) {
            scheduler.advance(pause.pause());
            first.touch();
            waiting = SessionBench.login(second.goOn());
        }
        assertThat(waiting).isInstanceOf(EnterOutcome.InUse.class);
        first.quit();

        assertThat(login(second)).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void whoWaitsForTheMaildropWhileAnotherLogsInHasComeTooSoon() {
        Session first = bench.inside(bench.newSession());
        scheduler.advance(DELAY);
        Session second = bench.newSession();
        assertThat(login(second)).isInstanceOf(EnterOutcome.Waiting.class);
        first.quit();
        bobLogsInAndOut();

        assertThat(SessionBench.login(second.goOn())).isEqualTo(new EnterOutcome.TooSoon(DELAY));
    }

    @Test
    void theLastLoginOfAMaildropCountsWhoeverHasIt() {
        bench.passwords((name, password) -> new Verdict.Verified("bob"));
        assertThat(login(bench.newSession(), "delegate", RIGHT)).isInstanceOf(EnterOutcome.Entered.class);

        assertThat(login(bench.newSession(), "BOB@example.org", RIGHT)).isInstanceOf(EnterOutcome.TooSoon.class);
    }

    @Test
    void whoComesTooSoonTakesNoPlaceAndIsNoFailureOfTheThrottle() {
        SessionLimits limits =
                new SessionLimits(new LimitSettings(OptionalInt.of(9), OptionalInt.of(9), Optional.empty()));
        bench.limits(limits);
        bench.throttle(ThrottleSettings.DEFAULT);
        bobLogsInAndOut();

        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.TooSoon.class);
        }

        assertThat(limits.counted()).isZero();
        scheduler.advance(DELAY);
        assertThat(login(bench.newSession())).isInstanceOf(EnterOutcome.Entered.class);
    }

    @Test
    void withoutADelayOneMayLogInAtOnceAgain() {
        SessionBench hasty = new SessionBench(clock, scheduler);
        hasty.inside(hasty.newSession()).quit();
        hasty.inside(hasty.newSession()).quit();
    }
}
