/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bounds: what a client does not read is not produced, and what cannot be carried out yet is not read. */
class ConversationFlowTest {
    private static final int WINDOW = 128 * 1024;
    private static final String BIG = "0123456789abcdef0123456789abcd\r\n".repeat(50_000);

    private final TestPeer.World world = TestPeer.World.begin();

    @Test
    void aMessageIsProducedOnlyAsFarAsTheWindowGoesAndGoesOnWhenTheClientReads() {
        world.bench().store().add("bob", BIG);
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();

        peer.say("RETR 1", "NOOP");
        assertThat(peer.heldUp()).isBetween(WINDOW / 2, WINDOW);

        StringBuilder read = new StringBuilder();
        for (int write = 0; write < 1000 && read.length() < BIG.length(); write++) {
            peer.readOne();
            peer.settle();
            assertThat(peer.heldUp()).isLessThanOrEqualTo(WINDOW);
            read.append(peer.hear());
        }
        peer.readAgain();
        peer.settle();
        read.append(peer.hear());

        assertThat(read.toString()).isEqualTo("+OK " + BIG.length() + " octets\r\n" + BIG + ".\r\n+OK\r\n");
    }

    @Test
    void producingGoesOnWhenHalfOfTheWindowHasBeenTakenAndNotForEveryOctet() {
        world.bench().store().add("bob", BIG);
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();
        peer.say("RETR 1");
        int held = peer.heldUp();

        peer.readOne();
        peer.settle();

        assertThat(peer.heldUp()).isLessThan(held);
    }

    @Test
    void aListingIsProducedInTheSameWay() {
        for (int message = 0; message < 30_000; message++) {
            world.bench().store().add("bob", "x");
        }
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();

        peer.say("LIST", "UIDL");
        assertThat(peer.heldUp()).isBetween(WINDOW / 2, WINDOW);
        peer.readAgain();
        peer.settle();

        assertThat(peer.hear().lines()).hasSize(2 * 30_002);
    }

    @Test
    void shortRepliesThatAreNotReadStopTheCommandsToo() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();

        for (int packet = 0; packet < 2000 && peer.isRead(); packet++) {
            peer.say("CAPA", "CAPA", "CAPA", "CAPA", "CAPA", "CAPA", "CAPA", "CAPA", "CAPA", "CAPA");
        }

        assertThat(peer.isRead()).isFalse();
        assertThat(peer.heldUp()).isBetween(WINDOW / 4, WINDOW);
        peer.readAgain();
        peer.settle();
        assertThat(peer.isRead()).isTrue();
        assertThat(peer.hear()).endsWith("IMPLEMENTATION Maildrop\r\n.\r\n");
    }

    @Test
    void thousandsOfSmallRepliesTakeNoMoreMemoryThanLargeOnes() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();

        for (int packet = 0; packet < 3000 && peer.isRead(); packet++) {
            peer.say("RETR 1", "NOOP");
        }

        assertThat(peer.isRead()).isFalse();
        assertThat(peer.heldUpRoom()).isLessThanOrEqualTo(WINDOW);
        assertThat(peer.heldUpWrites()).isLessThanOrEqualTo(256);
        peer.readAgain();
        peer.settle();
        assertThat(peer.hear()).endsWith("+OK 3 octets\r\nx\r\n.\r\n+OK\r\n");
    }

    @Test
    void linesThatComeWhileTheClientDoesNotReadLeaveNothingBehindItsReplies() {
        world.bench().store().add("bob", BIG);
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();
        peer.say("RETR 1");
        int writes = peer.heldUpWrites();

        peer.packet("NOOP\r\n".repeat(1_000));
        peer.settle();

        assertThat(peer.heldUpWrites()).isEqualTo(writes);
    }

    @Test
    void readingStopsWhenTooManyLinesWaitAndGoesOnWhenFewAreLeft() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.workersAreBusy(true);
        peer.packet("RETR 1\r\n");
        int lines = 0;
        while (peer.isRead()) {
            peer.packet("NOOP\r\n");
            lines++;
        }

        // A line of six octets, and two that the queue takes for each.
        assertThat(lines).isBetween(16 * 1024 / 8, 16 * 1024 / 8 + 1);
        peer.workersAreBusy(false);
        peer.settle();

        assertThat(peer.isRead()).isTrue();
        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n" + "+OK\r\n".repeat(lines));
    }

    @Test
    void whatAReadUnderWayStillBringsInIsNotLost() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        peer.workersAreBusy(true);

        peer.packet("RETR 1\r\n" + "NOOP\r\n".repeat(10_000));
        assertThat(peer.isRead()).isFalse();
        peer.workersAreBusy(false);
        peer.settle();

        assertThat(peer.isRead()).isTrue();
        assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n" + "+OK\r\n".repeat(10_000));
    }

    @Test
    void aClientThatHangsUpWhileItDoesNotReadFreesTheMaildrop() {
        world.bench().store().add("bob", BIG);
        TestPeer peer = TestPeer.loggedIn(world);
        peer.stopReading();
        peer.say("RETR 1", "DELE 1", "QUIT");

        peer.hangUp();
        peer.settle();

        assertThat(world.bench().leases()).isZero();
        assertThat(world.bench().store().uids("bob")).hasSize(1);
        assertThat(peer.timesLeft()).isOne();
    }
}
