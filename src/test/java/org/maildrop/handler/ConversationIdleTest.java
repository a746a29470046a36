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

/** Autologout (RFC 1725, section 3), counted from the last command or octet written. */
class ConversationIdleTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration AUTOLOGOUT = Duration.ofMinutes(10);
    private static final Duration LOGIN_TIMEOUT = Duration.ofMinutes(3);

    private final TestPeer.World world = TestPeer.World.begin();

    @Test
    void tenMinutesAfterTheLastCommandTheSessionEndsSilentlyAndRemovesNothing() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("DELE 1");
        peer.hear();

        peer.idle(AUTOLOGOUT.minus(A_SECOND));
        assertThat(peer.isClosed()).isFalse();
        peer.idle(A_SECOND);

        assertThat(peer.isClosed()).isTrue();
        assertThat(peer.hear()).isEmpty();
        assertThat(world.bench().store().uids("bob")).hasSize(1);
        assertThat(world.bench().leases()).isZero();
        assertThat(peer.timesLeft()).isOne();
    }

    @Test
    void everyCommandBeginsTheTimeAnewARefusedOneToo() {
        TestPeer peer = TestPeer.loggedIn(world);

        for (String line : new String[] {"NOOP", "FOO", "", "RETR 1"}) {
            peer.idle(AUTOLOGOUT.minus(A_SECOND));
            peer.say(line);
        }
        peer.idle(AUTOLOGOUT.minus(A_SECOND));

        assertThat(peer.isClosed()).isFalse();
    }

    @Test
    void beforeTheLoginItIsThreeMinutes() {
        TestPeer peer = TestPeer.greeted(world);
        peer.say("USER bob");

        peer.idle(LOGIN_TIMEOUT.minus(A_SECOND));
        assertThat(peer.isClosed()).isFalse();
        peer.idle(A_SECOND);

        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aClientThatSaysNothingAtAllIsSentAway() {
        TestPeer peer = TestPeer.greeted(world);

        peer.idle(LOGIN_TIMEOUT);

        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aFailedLoginDoesNotGiveTheTimeOfASuccessfulOne() {
        TestPeer peer = TestPeer.greeted(world);
        peer.say("USER bob", "PASS wrong");

        peer.idle(LOGIN_TIMEOUT);

        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void halfALineIsNoCommand() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.idle(AUTOLOGOUT.minus(A_SECOND));
        peer.packet("NOO");

        peer.idle(A_SECOND);

        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aCommandThatRunsIsNoIdleness() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().store().at(what -> {
            peer.pass(AUTOLOGOUT.multipliedBy(2));
            peer.checkIdle();
        });

        peer.say("RETR 1");

        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n");
        assertThat(peer.isClosed()).isFalse();
    }

    @Test
    void aCommandThatWaitsForAWorkerIsNoIdleness() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.workersAreBusy(true);
        peer.say("RETR 1");

        peer.idle(AUTOLOGOUT.multipliedBy(2));
        peer.workersAreBusy(false);
        peer.settle();

        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n");
    }

    @Test
    void afterALongCommandTheTimeIsCountedFromItsEnd() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().store().at(what -> peer.pass(AUTOLOGOUT.multipliedBy(2)));
        peer.packet("RETR 1\r\n");
        peer.worker();
        // The reply is with the event loop, which has not come to it yet.
        peer.checkIdle();
        peer.settle();

        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n");
        assertThat(peer.isClosed()).isFalse();
        world.bench().store().at(what -> {});
        peer.idle(AUTOLOGOUT.minus(A_SECOND));
        assertThat(peer.isClosed()).isFalse();
        peer.idle(A_SECOND);
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void afterALongCommandWithALongReplyTheTimeIsCountedFromItsEndToo() {
        world.bench().store().add("bob", "x\r\n".repeat(200_000));
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();
        world.bench().store().at(what -> peer.pass(AUTOLOGOUT.multipliedBy(2)));
        peer.packet("RETR 1\r\n");
        peer.worker();
        peer.checkIdle();
        peer.readAgain();
        peer.settle();

        assertThat(peer.hear()).endsWith("x\r\n.\r\n");
    }

    @Test
    void octetsTakenAreActivityHoweverSlowlyTheClientTakesThem() {
        world.bench().store().add("bob", "x\r\n".repeat(200_000));
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();
        peer.say("RETR 1");

        int writes = 0;
        for (; peer.heldUp() > 0; writes++) {
            peer.idle(AUTOLOGOUT.minus(A_SECOND));
            peer.readOne();
            peer.settle();
        }

        assertThat(writes).isGreaterThan(15);
        assertThat(peer.hear()).startsWith("+OK 600000 octets\r\nx\r\n").endsWith("x\r\n.\r\n");
        assertThat(peer.isClosed()).isFalse();
    }

    @Test
    void aSingleOctetTakenIsActivityThoughNoWriteIsTakenAsAWhole() {
        world.bench().store().add("bob", "x\r\n".repeat(200_000));
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();
        peer.say("RETR 1");
        peer.idle(A_SECOND);

        for (int octet = 0; octet < 20; octet++) {
            peer.takeOctets(1);
            peer.idle(AUTOLOGOUT.minus(A_SECOND));
        }
        assertThat(peer.hear()).hasSize(20);
        assertThat(peer.isClosed()).isFalse();
        peer.idle(AUTOLOGOUT);

        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aClientThatNeverReadsIsClosedWhenItsTimeIsUp() {
        world.bench().store().add("bob", "x\r\n".repeat(200_000));
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();
        peer.say("RETR 1");

        peer.idle(AUTOLOGOUT.minus(A_SECOND));
        assertThat(peer.isClosed()).isFalse();
        peer.idle(A_SECOND);

        assertThat(peer.isClosed()).isTrue();
        assertThat(peer.heldUp()).isZero();
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void aSessionThatIsOverIsNotEndedAgain() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("QUIT");

        peer.idle(AUTOLOGOUT);

        assertThat(peer.hear()).startsWith("+OK bye");
        assertThat(peer.timesLeft()).isOne();
    }
}
