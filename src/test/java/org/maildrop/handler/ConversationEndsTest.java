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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.session.SessionBench;

/** The ends of a session: what is said, what is kept, and when the lock is free. */
class ConversationEndsTest {
    private static final String TAKEN_OVER =
            "-ERR [IN-USE] another login of the same user took over, nothing was removed\r\n";
    private static final String LOST = "-ERR [SYS/TEMP] the lock on the maildrop was lost, nothing was removed\r\n";
    private static final String KICKED =
            "-ERR [SYS/TEMP] an administrator has closed this session, nothing was removed\r\n";
    private static final String STOPPING = "-ERR [SYS/TEMP] the server is stopping, nothing was removed\r\n";

    private final TestPeer.World world = TestPeer.World.begin();

    @ParameterizedTest
    @EnumSource
    void everyEndReleasesTheLockAndRemovesNothing(Ending ending) {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("DELE 1");
        peer.hear();

        peer.conversation().end(ending);
        peer.conversation().end(ending);
        peer.settle();

        String lastWord = peer.hear();
        assertThat(lastWord)
                .isEqualTo(
                        switch (ending) {
                            case TAKEN_OVER -> TAKEN_OVER;
                            case LEASE_LOST -> LOST;
                            case KICKED -> KICKED;
                            case SERVER_STOPPING -> STOPPING;
                            case QUIT,
                                    DISCONNECTED,
                                    RESET,
                                    TLS_FAILED,
                                    AUTOLOGOUT,
                                    LOGIN_TIMEOUT,
                                    ABUSE,
                                    READ_ERROR,
                                    BROKEN -> "";
                        });
        assertThat(peer.isClosed()).isTrue();
        assertThat(peer.timesLeft()).isOne();
        assertThat(world.bench().leases()).isZero();
        assertThat(world.bench().store().uids("bob")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"LEASE_LOST", "SERVER_STOPPING", "KICKED", "AUTOLOGOUT"})
    void anEndInTheMiddleOfABodyClosesWithoutTerminationOctet(Ending ending) {
        world.bench().store().add("bob", "x\r\n".repeat(200_000));
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();
        peer.say("RETR 1");

        peer.conversation().end(ending);
        peer.settle();
        peer.readAgain();
        peer.settle();

        assertThat(peer.hear()).doesNotContain("\r\n.\r\n").doesNotContain("-ERR");
        assertThat(peer.isClosed()).isTrue();
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void anEndDuringACommandWaitsForItAndItsReplyComesFirst() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().store().at(what -> {
            peer.conversation().end(Ending.LEASE_LOST);
            assertThat(peer.hasLeft()).isFalse();
        });

        peer.say("RETR 1");

        // The message's first line was there before the end was seen; so nothing more may follow.
        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\n");
        assertThat(peer.isClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"LEASE_LOST", "SERVER_STOPPING", "KICKED"})
    void anEndDuringQuitAddsNothingToItsReply(Ending ending) {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("DELE 1");
        peer.hear();
        world.bench().store().at(what -> peer.conversation().end(ending));

        peer.say("QUIT");

        assertThat(peer.hear()).isEqualTo("+OK bye, 1 message removed, 0 left\r\n");
        assertThat(peer.isClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"LEASE_LOST", "SERVER_STOPPING"})
    void anEndDuringTheLoginIsToldBehindItsReply(Ending ending) {
        TestPeer peer = TestPeer.greeted(world);
        world.bench().store().at(what -> peer.conversation().end(ending));

        peer.say("USER bob", "PASS secret", "STAT");

        assertThat(peer.hear())
                .isEqualTo("+OK name accepted, the password decides\r\n"
                        + "+OK maildrop locked and ready, 0 messages (0 octets)\r\n"
                        + (ending == Ending.LEASE_LOST ? LOST : STOPPING));
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void aDisconnectDuringACommandReleasesTheLockOnlyWhenItHasEnded() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("DELE 1");
        world.bench().store().at(what -> {
            peer.hangUp();
            peer.eventLoop();
            assertThat(world.bench().locked("bob")).isTrue();
            assertThat(peer.workerWaits()).isFalse();
        });

        peer.say("QUIT");

        // The update was under way when the client went: it is carried through.
        assertThat(world.bench().store().uids("bob")).isEmpty();
        assertThat(world.bench().leases()).isZero();
        assertThat(peer.timesLeft()).isOne();
    }

    @Test
    void aQuitIsObeyedThoughTheClientClosesRightBehindIt() {
        TestPeer peer = quitThatNoWorkerHasTimeFor();

        peer.hangUp();
        peer.workersAreBusy(false);
        peer.settle();

        assertThat(world.bench().store().uids("bob")).isEmpty();
        assertThat(world.bench().leases()).isZero();
        assertThat(peer.timesLeft()).isOne();
        assertThat(peer.isClosed()).isTrue();
    }

    /** A client resets the connection when it goes without having read what came: a message, perhaps. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISCONNECTED")
    void noOtherEndLeavesTimeForAQuitThatHasNotBegun(Ending ending) {
        TestPeer peer = quitThatNoWorkerHasTimeFor();

        peer.conversation().end(ending);
        peer.workersAreBusy(false);
        peer.settle();

        assertThat(world.bench().store().uids("bob")).hasSize(1);
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void norIsAnyOtherCommandCarriedOutForAClientThatHasGone() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.workersAreBusy(true);
        peer.say("RETR 1", "DELE 1", "QUIT");

        peer.hangUp();
        peer.workersAreBusy(false);
        peer.settle();

        assertThat(world.bench().store().uids("bob")).hasSize(1);
        assertThat(world.bench().leases()).isZero();
    }

    private TestPeer quitThatNoWorkerHasTimeFor() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("DELE 1");
        peer.workersAreBusy(true);
        peer.say("QUIT");
        return peer;
    }

    @Test
    void aLeaseLostWhileIdleIsToldAndClosesTheConnection() {
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().takeAway("bob");

        peer.pass(SessionBench.aRenewal());
        peer.settle();

        assertThat(peer.hear()).isEqualTo(LOST);
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aSuccessorIsNotDisturbedByTheEndOfOneThatLostItsLease() {
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().takeAway("bob");
        TestPeer successor = TestPeer.loggedIn(world);

        peer.pass(SessionBench.aRenewal());
        peer.settle();
        successor.say("NOOP");

        assertThat(peer.isClosed()).isTrue();
        assertThat(successor.hear()).isEqualTo("+OK\r\n");
        assertThat(world.bench().locked("bob")).isTrue();
    }

    @Test
    void theMaildropIsFreeWhenTheClientReadsTheReplyToQuit() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();

        peer.say("QUIT");

        assertThat(world.bench().leases()).isZero();
        assertThat(peer.isClosed()).isFalse();
        peer.readAgain();
        peer.settle();
        assertThat(peer.hear()).startsWith("+OK bye");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aClientThatDoesNotTakeTheLastReplyIsClosedOverItsHeadAfterAWhile() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();
        peer.say("QUIT");

        peer.advanceEventLoop(Duration.ofSeconds(29));
        assertThat(peer.isClosed()).isFalse();
        peer.advanceEventLoop(Duration.ofSeconds(2));

        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aConnectionThatIsGoneBeforeTheGreetingLeavesNothingBehind() {
        TestPeer peer = new TestPeer(world);
        peer.hangUp();
        peer.begin();
        peer.settle();

        assertThat(peer.timesLeft()).isOne();
    }
}
