/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.maildrop.cluster.TwoNodes.RENEWAL;
import static org.maildrop.cluster.TwoNodes.SLACK;
import static org.maildrop.cluster.TwoNodes.TAKEOVER_AFTER;
import static org.maildrop.cluster.TwoNodes.TERM;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maildrop.testing.Pop3Client;

/** What two nodes owe each other, whatever becomes of one of them: real processes, really killed and stopped. */
interface TwoNodesContract {
    /** Both run, and the same two in all tests of a class. */
    TwoNodes nodes();

    @BeforeEach
    default void bothRun() {
        nodes().revive();
    }

    @Test
    default void aMaildropIsEnteredOnOneNodeAtATime() {
        User bob = nodes().user("one");
        try (Pop3Client holder = bob.enter(nodes().first())) {
            assertThat(bob.login(nodes().second())).startsWith("-ERR [IN-USE]");
            assertThat(holder.send("QUIT")).startsWith("+OK");
        }
        try (Pop3Client holder = bob.enter(nodes().second())) {
            assertThat(bob.login(nodes().first())).startsWith("-ERR [IN-USE]");
            assertThat(holder.send("QUIT")).startsWith("+OK");
        }
        assertThat(bob.login(nodes().first())).startsWith("+OK");
    }

    @Test
    default void whatIsRemovedOnOneNodeIsGoneOnTheOther() {
        User bob = nodes().user("one", "two", "three");
        assertThat(bob.subjects(nodes().first())).containsExactly("one", "two", "three");
        try (Pop3Client client = bob.enter(nodes().second())) {
            assertThat(client.send("DELE 2")).startsWith("+OK");
            assertThat(client.send("QUIT")).startsWith("+OK");
        }
        assertThat(bob.subjects(nodes().first())).containsExactly("one", "three");
        assertThat(bob.subjects(nodes().second())).containsExactly("one", "three");
    }

    @Test
    default void aLoginWaitsForTheQuitOfASessionOnTheOtherNode() {
        User bob = nodes().user();
        try (Pop3Client leaving = bob.enter(nodes().first());
                Pop3Client waiting = new Pop3Client(nodes().second().pop3Port())) {
            waiting.send("USER " + bob.name());
            waiting.say("PASS " + User.PASSWORD);
            await().during(Duration.ofMillis(500)).until(() -> !waiting.isAnswered());
            assertThat(leaving.send("QUIT")).startsWith("+OK");
            assertThat(waiting.hear()).startsWith("+OK");
        }
    }

    @Test
    default void aKilledNodesMaildropsAreFreeWhenTheTermHasPassedAndNotBefore() {
        User bob = nodes().user("one");
        Stopwatch sinceLogin = Stopwatch.started();
        try (Pop3Client holder = bob.enter(nodes().first())) {
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            nodes().first().kill();
            Stopwatch sinceDeath = Stopwatch.started();
            await().atMost(TERM.plus(SLACK)).pollDelay(Duration.ZERO).until(() -> bob.login(nodes().second())
                    .startsWith("+OK"));
            // No grant is older than the question for it.
            assertThat(sinceLogin.passed()).isGreaterThanOrEqualTo(TERM);
            assertThat(sinceDeath.noted("free after kill -9")).isLessThanOrEqualTo(TERM.plus(SLACK));
        }
        assertThat(bob.subjects(nodes().second())).containsExactly("one");
    }

    @Test
    default void aNodeStoppedPastItsTermRemovesNothingWhenItGoesOn() {
        User quitting = nodes().user("one", "two");
        User sleeping = nodes().user("one", "two");
        try (Pop3Client quits = quitting.enter(nodes().first());
                Pop3Client sleeps = sleeping.enter(nodes().first())) {
            assertThat(quits.send("DELE 1")).startsWith("+OK");
            assertThat(sleeps.send("DELE 1")).startsWith("+OK");
            nodes().freezeFirst();
            quits.say("QUIT");
            await().atMost(TERM.plus(SLACK))
                    .until(() -> quitting.login(nodes().second()).startsWith("+OK"));
            try (Pop3Client removed = quitting.enter(nodes().second());
                    Pop3Client removes = sleeping.enter(nodes().second())) {
                assertThat(removed.send("DELE 2")).startsWith("+OK");
                assertThat(removed.send("QUIT")).startsWith("+OK");
                assertThat(removes.send("DELE 2")).startsWith("+OK");
                nodes().thawFirst();
                Stopwatch sinceThaw = Stopwatch.started();
                assertThat(quits.hear()).startsWith("-ERR");
                assertThat(quits.hear()).isNull();
                assertThat(sleeps.hear()).startsWith("-ERR");
                assertThat(sleeps.hear()).isNull();
                assertThat(sinceThaw.noted("ended after SIGCONT")).isLessThanOrEqualTo(RENEWAL);
                // The end of the earlier session has not freed what is the later one's.
                assertThat(sleeping.login(nodes().first())).startsWith("-ERR [IN-USE]");
                assertThat(removes.send("QUIT")).startsWith("+OK");
            }
        }
        assertThat(quitting.subjects(nodes().second())).containsExactly("one");
        assertThat(sleeping.subjects(nodes().second())).containsExactly("one");
    }

    @Test
    default void aNodeStoppedInTheMiddleOfAnUpdateRemovesNoMoreThanTheHundredThatItHasBegun() {
        User bob = nodes().user();
        nodes().fill(bob, 1_000);
        try (Pop3Client quits = bob.enter(nodes().first())) {
            for (int number = 1; number <= 1_000; number++) {
                assertThat(quits.send("DELE " + number)).startsWith("+OK");
            }
            quits.say("QUIT");
            await().pollInterval(Duration.ofMillis(10)).until(() -> nodes().count(bob) < 1_000);
            nodes().freezeFirst();
            int left = nodes().count(bob);
            Optional<Pop3Client> successor = await().atMost(TERM.plus(SLACK))
                    .until(() -> bob.enterIfFree(nodes().second()), Optional::isPresent);
            nodes().thawFirst();
            assertThat(quits.hear()).startsWith("-ERR [SYS/TEMP] the lock was lost, ");
            assertThat(quits.hear()).isNull();
            assertThat(nodes().count(bob)).isGreaterThan(0).isBetween(left - 100, left);
            assertThat(successor.orElseThrow().send("QUIT")).startsWith("+OK");
        }
    }

    @Test
    default void aLoginTakesOverFromASessionThatIsIdleOnTheOtherNode() {
        User bob = nodes().user("one");
        try (Pop3Client phone = bob.enter(nodes().first())) {
            Stopwatch idle = Stopwatch.started();
            assertThat(phone.send("DELE 1")).startsWith("+OK");
            // What is told of the other node may be late by a renewal and a beat, and is taken to be.
            Duration limit = TAKEOVER_AFTER.plus(RENEWAL.multipliedBy(2));
            Optional<Pop3Client> successor = await().atMost(limit.plus(SLACK))
                    .until(() -> bob.enterIfFree(nodes().second()), Optional::isPresent);
            assertThat(idle.passed()).isGreaterThanOrEqualTo(TAKEOVER_AFTER);
            Stopwatch sinceTakeover = Stopwatch.started();
            assertThat(phone.hear()).startsWith("-ERR [IN-USE]").contains("took over");
            assertThat(phone.hear()).isNull();
            assertThat(sinceTakeover.passed()).isLessThanOrEqualTo(RENEWAL.plus(SLACK));
            assertThat(successor.orElseThrow().send("QUIT")).startsWith("+OK");
        }
        assertThat(bob.subjects(nodes().second())).containsExactly("one");
    }

    @Test
    default void aNodeThatIsShutDownFreesItsMaildropsAtOnce() {
        User bob = nodes().user("one");
        try (Pop3Client holder = bob.enter(nodes().first())) {
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            nodes().shutFirstDown();
            // James may close its connections before anybody has a last word.
            assertThat(holder.hear()).satisfiesAnyOf(line -> assertThat(line).isNull(), line -> assertThat(line)
                    .startsWith("-ERR [SYS/TEMP]"));
            // A lease that was left behind would have two renewals' time.
            await().atMost(RENEWAL).pollDelay(Duration.ZERO).until(() -> bob.login(nodes().second())
                    .startsWith("+OK"));
        }
        assertThat(bob.subjects(nodes().second())).containsExactly("one");
    }
}
