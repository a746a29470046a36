/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.maildrop.handler.TestPeer.World;
import org.maildrop.lock.ConflictPolicy;

/** A second login while the maildrop is in use, as the two clients see it. */
class ConversationConflictTest {
    private final World world = World.begin(ConflictPolicy.DEFAULT);

    private void pass(Duration time, TestPeer... peers) {
        world.scheduler().advance(time);
        for (TestPeer peer : peers) {
            peer.settle();
        }
    }

    @Test
    void aLoginThatWaitsIsAnsweredWhenTheHolderHasLeft() {
        TestPeer first = TestPeer.loggedIn(world);
        TestPeer second = TestPeer.greeted(world);
        second.say("USER bob", "PASS secret", "STAT");
        assertThat(second.hear()).isEqualTo("+OK name accepted, the password decides\r\n");
        first.say("QUIT");
        pass(Duration.ofMillis(100), second);
        assertThat(second.hear()).isEqualTo("+OK maildrop locked and ready, 0 messages (0 octets)\r\n+OK 0 0\r\n");
    }

    @Test
    void aLoginThatHasWaitedLongEnoughIsRefusedAndMayTryAgain() {
        TestPeer first = TestPeer.loggedIn(world);
        TestPeer second = TestPeer.greeted(world);
        second.say("USER bob", "PASS secret");
        second.hear();
        pass(Duration.ofMillis(2_900), second);
        assertThat(second.hear()).isEmpty();
        pass(Duration.ofMillis(100), second);
        assertThat(second.hear()).startsWith("-ERR [IN-USE] ");
        first.say("QUIT");
        second.say("USER bob", "PASS secret");
        assertThat(second.hear()).contains("+OK maildrop locked");
    }

    @Test
    void aClientThatGoesAwayWhileItWaitsIsGone() {
        TestPeer first = TestPeer.loggedIn(world);
        TestPeer second = TestPeer.greeted(world);
        second.say("USER bob", "PASS secret");
        second.conversation().end(Ending.DISCONNECTED);
        second.settle();
        assertThat(second.hasLeft()).isTrue();
        first.say("QUIT");
        pass(Duration.ofSeconds(1), second);
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void aSessionThatIsTakenOverIsToldAndClosedAndRemovesNothing() {
        world.bench().store().add("bob", "Subject: one\r\n");
        TestPeer first = TestPeer.loggedIn(world);
        first.say("DELE 1");
        first.hear();
        pass(Duration.ofMinutes(2), first);
        TestPeer second = TestPeer.greeted(world);
        second.say("USER bob", "PASS secret");
        pass(Duration.ZERO, first);
        assertThat(second.hear()).contains("+OK maildrop locked and ready, 1 message");
        assertThat(first.hear())
                .isEqualTo("-ERR [IN-USE] another login of the same user took over, nothing was removed\r\n");
        assertThat(first.hasLeft()).isTrue();
        assertThat(world.bench().store().uids("bob")).hasSize(1);
    }

    @Test
    void aSessionWhoseClientTakesAnOctetNowAndThenIsNotTakenOverUntilItTakesNoneAnyMore() {
        world.bench().store().add("bob", "x\r\n".repeat(200_000));
        TestPeer first = TestPeer.loggedIn(world);
        first.stopReading();
        first.say("RETR 1");
        for (int second = 0; second < 150; second++) {
            first.takeOctets(1);
            first.idle(Duration.ofSeconds(1));
        }
        TestPeer second = TestPeer.greeted(world);
        second.say("USER bob", "PASS secret");
        pass(Duration.ofSeconds(3), first, second);
        assertThat(second.hear()).contains("-ERR [IN-USE]");

        for (int idle = 0; idle < 120; idle++) {
            first.idle(Duration.ofSeconds(1));
        }
        second.say("USER bob", "PASS secret");
        assertThat(second.hear()).contains("+OK maildrop locked");
    }
}
