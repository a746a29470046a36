/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.maildrop.snapshot.Part;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** Whatever a session does: what is gone behind it was marked, or may go by the policy; without QUIT nothing is gone. */
class SessionExpiryPropertiesTest {
    private static final int MESSAGES = 6;
    private static final int DAYS = 30;

    enum Act {
        DELE,
        RSET,
        SENT_WHOLE,
        TOP,
        ARRIVES
    }

    record Step(Act act, int number) {}

    @Property(tries = 500)
    void whatIsGoneWasMarkedOrHasExpired(
            @ForAll("policies") ExpiryPolicy policy,
            @ForAll("ages") List<Integer> ages,
            @ForAll("steps") List<Step> steps,
            @ForAll boolean quits) {
        TestClock clock = new TestClock();
        SessionBench bench = new SessionBench(clock, new TestScheduler(clock));
        bench.expiry(policy);
        List<Long> uids = new ArrayList<>();
        ages.forEach(
                age -> uids.add(bench.store().add("bob", "x", clock.instant().minus(Duration.ofDays(age)))));
        Session session = bench.inside(bench.newSession());
        Set<Integer> marked = new TreeSet<>();
        TreeSet<Integer> sent = new TreeSet<>();
        Set<Long> left = new TreeSet<>(uids);

        for (Step step : steps) {
            act(step, session, bench, marked, sent, left);
        }
        if (quits) {
            session.quit();
            for (int number = 1; number <= MESSAGES; number++) {
                if (marked.contains(number) || expires(policy, number, ages.get(number - 1), sent)) {
                    left.remove(uids.get(number - 1));
                }
            }
        } else {
            session.abandon();
        }

        assertThat(bench.store().uids("bob")).containsExactlyInAnyOrderElementsOf(left);
        assertThat(bench.leases()).isZero();
    }

    private static void act(
            Step step, Session session, SessionBench bench, Set<Integer> marked, Set<Integer> sent, Set<Long> left) {
        switch (step.act) {
            case DELE -> {
                session.transaction().maildrop().dele(step.number);
                marked.add(step.number);
            }
            case RSET -> {
                session.transaction().maildrop().rset();
                marked.clear();
            }
            case SENT_WHOLE -> {
                if (session.transaction().retr(step.number) instanceof RetrieveOutcome.Retrieved found) {
                    session.transaction().maildrop().noteRetrieved(found.number());
                    sent.add(step.number);
                }
            }
            case TOP -> session.transaction().top(step.number, Part.WHOLE);
            case ARRIVES -> left.add(bench.store().add("bob", "new", java.time.Instant.EPOCH));
        }
    }

    private static boolean expires(ExpiryPolicy policy, int number, int age, TreeSet<Integer> sent) {
        if (policy instanceof ExpiryPolicy.AfterDays) {
            return age > DAYS && !sent.isEmpty() && number <= sent.last();
        }
        return policy instanceof ExpiryPolicy.OnceRetrieved && sent.contains(number);
    }

    @Provide
    Arbitrary<ExpiryPolicy> policies() {
        return Arbitraries.of(
                new ExpiryPolicy.Never(), new ExpiryPolicy.OnceRetrieved(), new ExpiryPolicy.AfterDays(DAYS));
    }

    @Provide
    Arbitrary<List<Integer>> ages() {
        return Arbitraries.of(0, DAYS - 1, DAYS, DAYS + 1, 400).list().ofSize(MESSAGES);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Act.class), Arbitraries.integers().between(1, MESSAGES))
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }
}
