/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Replies leave in the order of their commands, whatever thread runs these. */
class ConversationOrderTest {
    private static final String STOPPING = "-ERR [SYS/TEMP] the server is stopping, nothing was removed\r\n";

    private final TestPeer.World world = TestPeer.World.begin();

    @Test
    void theGreetingComesFirstAndNothingIsCarriedOutBeforeIt() {
        TestPeer peer = new TestPeer(world);
        peer.say("CAPA", "QUIT");
        assertThat(peer.hear()).isEmpty();

        peer.begin();
        peer.settle();

        assertThat(peer.hear())
                .startsWith("+OK Maildrop ready\r\n+OK capabilities")
                .endsWith("+OK bye\r\n");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrderWhateverThreadRunsThem() {
        world.bench().store().add("bob", "x\r\n");
        TestPeer peer = TestPeer.greeted(world);

        peer.say("USER bob", "PASS secret", "STAT", "RETR 1", "NOOP", "LIST", "TOP 1 0", "UIDL 1", "DELE 1", "QUIT");

        assertThat(peer.hear())
                .isEqualTo("+OK name accepted, the password decides\r\n"
                        + "+OK maildrop locked and ready, 1 message (3 octets)\r\n"
                        + "+OK 1 3\r\n"
                        + "+OK 3 octets\r\nx\r\n.\r\n"
                        + "+OK\r\n"
                        + "+OK 1 message (3 octets)\r\n1 3\r\n.\r\n"
                        + "+OK top of message follows\r\nx\r\n.\r\n"
                        + "+OK 1 1\r\n"
                        + "+OK message 1 marked as deleted\r\n"
                        + "+OK bye, 1 message removed, 0 left\r\n");
        assertThat(peer.isClosed()).isTrue();
        assertThat(world.bench().store().uids("bob")).isEmpty();
    }

    @Test
    void whatDoesNotBlockIsAnsweredOnTheThreadThatReceivedIt() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.workersAreBusy(true);

        peer.say("STAT", "LIST", "NOOP");

        assertThat(peer.hear()).isEqualTo("+OK 0 0\r\n+OK 0 messages (0 octets)\r\n.\r\n+OK\r\n");
    }

    @Test
    void whatBlocksWaitsForAWorkerAndWhatFollowsWaitsForIt() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.workersAreBusy(true);

        peer.say("NOOP", "RETR 1", "NOOP");
        assertThat(peer.hear()).isEqualTo("+OK\r\n");

        peer.workersAreBusy(false);
        peer.settle();
        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n+OK\r\n");
    }

    @Test
    void aLineThatArrivesWhileAWorkerRunsIsAnsweredBehindIt() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().store().at(what -> peer.packet("STAT\r\n"));

        peer.say("RETR 1");

        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n+OK 1 3\r\n");
    }

    @Test
    void aLineThatArrivesWhenTheWorkerHasJustFoundNoneIsNotForgotten() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.packet("RETR 1\r\n");
        // The worker sends when it has found the queue empty, and before it rests.
        peer.atNextSending(() -> peer.packet("STAT\r\n"));

        peer.settle();

        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n+OK 1 3\r\n");
    }

    @Test
    void anEndThatComesWhenTheWorkerHasJustFoundNothingIsNotForgotten() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.packet("RETR 1\r\n");
        peer.atNextSending(() -> peer.conversation().end(Ending.SERVER_STOPPING));

        peer.settle();

        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n" + STOPPING);
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void repliesToPipelinedCommandsLeaveTogether() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();

        peer.say("NOOP", "NOOP", "STAT", "NOOP");
        peer.readOne();

        assertThat(peer.hear()).isEqualTo("+OK\r\n+OK\r\n+OK 0 0\r\n+OK\r\n");
    }

    @Test
    void aLineQueuedBehindQuitDoesNotRun() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);

        peer.say("QUIT", "DELE 1", "NOOP", "QUIT");

        assertThat(peer.hear()).isEqualTo("+OK bye, 0 messages removed, 1 left\r\n");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aLineAfterTheEndIsNotAnswered() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.conversation().end(Ending.SERVER_STOPPING);
        peer.packet("NOOP\r\n");
        peer.settle();

        assertThat(peer.hear()).isEqualTo(STOPPING);
    }
}
