/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** Three sessions of two users do anything in any order, while the store fails now and then and leases are lost. */
class SessionPropertiesTest {
    private static final int SESSIONS = 3;
    private static final List<String> USERS = List.of("bob", "alice");

    enum Act {
        USER_BOB,
        USER_ALICE,
        PASS,
        PASS_WRONG,
        DELE,
        RSET,
        RETR,
        QUIT,
        ABANDON,
        STORE_FAILS,
        STORE_BREAKS,
        STORE_IS_WELL,
        LEASES_ARE_LOST,
        TIME_PASSES
    }

    record Step(Act act, int session) {}

    @Property(tries = 1000)
    void anySequenceKeepsTheStateGrammarAndNeverLeavesALeaseBehind(@ForAll("sequences") List<Step> steps) {
        Server server = new Server();

        steps.forEach(server::run);
        server.sessions.forEach(Session::abandon);

        assertThat(server.bench.leases()).isZero();
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        Arbitrary<Act> acts = Arbitraries.of(Act.class);
        Arbitrary<Integer> sessions = Arbitraries.integers().between(0, SESSIONS - 1);
        Arbitrary<Step> likely = Combinators.combine(
                        Arbitraries.of(Act.USER_BOB, Act.PASS, Act.DELE, Act.QUIT), sessions)
                .as(Step::new);
        Arbitrary<Step> any = Combinators.combine(acts, sessions).as(Step::new);
        return Arbitraries.oneOf(likely, any).list().ofMinSize(1).ofMaxSize(60);
    }

    private static final class Server {
        private final TestClock clock = new TestClock();
        private final TestScheduler scheduler = new TestScheduler(clock);
        private final SessionBench bench = new SessionBench(clock, scheduler);
        private final List<Session> sessions =
                Stream.generate(bench::newSession).limit(SESSIONS).toList();
        private boolean leasesLost;

        Server() {
            USERS.forEach(user ->
                    Stream.of("x\r\n", "y\n", "z").forEach(text -> bench.store().add(user, text)));
        }

        void run(Step step) {
            Session session = sessions.get(step.session);
            Phase before = session.phase();
            int stored = stored();
            Exception thrown = null;
            try {
                act(step.act, session);
            } catch (IllegalStateException e) {
                thrown = e;
            }
            Phase after = session.phase();
            if (before != after) {
                assertThat(Set.of(Act.PASS, Act.QUIT, Act.ABANDON)).contains(step.act);
                assertThat(after)
                        .as("%s leads on from %s", step.act, before)
                        .isEqualTo(step.act == Act.PASS ? Phase.TRANSACTION : Phase.UPDATE);
            }
            if (stored() != stored) {
                assertThat(step.act).isEqualTo(Act.QUIT);
                assertThat(before).isEqualTo(Phase.TRANSACTION);
                assertThat(thrown).isNull();
            }
            long inside = sessions.stream()
                    .filter(each -> each.phase() == Phase.TRANSACTION)
                    .count();
            if (leasesLost) {
                assertThat((long) bench.leases()).isLessThanOrEqualTo(inside);
            } else {
                assertThat((long) bench.leases()).isEqualTo(inside);
            }
        }

        /** As the gate has it: nothing is done that the state does not allow. */
        private void act(Act act, Session session) {
            boolean outside = session.phase() == Phase.AUTHORIZATION;
            boolean inside = session.phase() == Phase.TRANSACTION;
            switch (act) {
                case USER_BOB -> when(outside, () -> session.user("bob"));
                case USER_ALICE -> when(outside, () -> session.user("alice"));
                case PASS -> when(outside, () -> pass(session, SessionBench.PASSWORD));
                case PASS_WRONG -> when(outside, () -> pass(session, "wrong"));
                case DELE -> when(inside, () -> session.transaction().maildrop().dele(1));
                case RSET -> when(inside, () -> session.transaction().maildrop().rset());
                case RETR -> when(inside, () -> session.transaction().retr(2));
                case QUIT -> when(outside || inside, session::quit);
                case ABANDON -> session.abandon();
                case STORE_FAILS ->
                    bench.store().at(what -> {
                        throw SessionBench.trouble();
                    });
                case STORE_BREAKS ->
                    bench.store().at(what -> {
                        throw new IllegalStateException("bug");
                    });
                case STORE_IS_WELL -> bench.store().at(what -> {});
                case LEASES_ARE_LOST -> {
                    USERS.forEach(bench::takeAway);
                    leasesLost = true;
                }
                case TIME_PASSES -> scheduler.advance(SessionBench.aRenewal());
            }
        }

        private static void pass(Session session, String password) {
            session.pass(Optional.of(password), new Peer("s", "192.0.2.1"), how -> {});
        }

        private static void when(boolean allowed, Runnable act) {
            if (allowed) {
                act.run();
            }
        }

        private int stored() {
            return USERS.stream()
                    .mapToInt(user -> bench.store().uids(user).size())
                    .sum();
        }
    }
}
