/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.maildrop.session.SessionBench;
import org.maildrop.testing.ListenedLog;

/** What is marked as seen has been sent to its last octet, by RETR; and if that fails, the log has it and the client not. */
class ConversationSeenTest {
    private final TestPeer.World world = TestPeer.World.begin();
    private final SessionBench bench = world.bench();

    private TestPeer loggedIn() {
        bench.markSeen();
        return TestPeer.loggedIn(world);
    }

    @Test
    void whatRetrHasSentIsSeenAfterQuitAndWhatTopHasSentIsNot() {
        bench.store().add("bob", "A: b\r\n\r\ny\r\n");
        long sent = bench.store().add("bob", "x\r\n");
        TestPeer peer = loggedIn();

        peer.say("TOP 1 99", "RETR 2", "QUIT");

        assertThat(peer.hear()).endsWith("x\r\n.\r\n+OK bye, 0 messages removed, 2 left\r\n");
        assertThat(bench.store().seen()).containsExactly(sent);
    }

    @Test
    void aClientThatHangsUpHasSeenWhatItHasAndNotWhatItWasBeingSent() {
        long whole = bench.store().add("bob", "x\r\n");
        bench.store().add("bob", "0123456789abcdef0123456789abcd\r\n".repeat(50_000));
        TestPeer peer = loggedIn();
        peer.say("RETR 1");
        peer.hear();
        peer.stopReading();
        peer.say("RETR 2");

        peer.hangUp();
        peer.settle();

        assertThat(bench.store().seen()).containsExactly(whole);
        assertThat(bench.leases()).isZero();
    }

    @Test
    void troubleWithItIsInTheLogAndNotInTheAnswer() {
        bench.store().add("bob", "x\r\n");
        TestPeer peer = loggedIn();
        peer.say("RETR 1");
        peer.hear();
        broken();

        try (ListenedLog log = new ListenedLog("org.maildrop.trouble")) {
            peer.say("QUIT");

            assertThat(peer.hear()).isEqualTo("+OK bye, 0 messages removed, 1 left\r\n");
            assertThat(log.event().getFormattedMessage())
                    .startsWith("trouble=not-marked-seen address=")
                    .endsWith(" user=bob");
        }
    }

    @Test
    void troubleWithItIsInTheLogOfASessionThatBreaksOff() {
        bench.store().add("bob", "x\r\n");
        TestPeer peer = loggedIn();
        peer.say("RETR 1");
        peer.hear();
        broken();

        try (ListenedLog log = new ListenedLog("org.maildrop.trouble")) {
            peer.hangUp();
            peer.settle();

            assertThat(log.event().getFormattedMessage())
                    .startsWith("trouble=not-marked-seen address=")
                    .endsWith(" user=bob");
        }
        assertThat(bench.leases()).isZero();
    }

    @Test
    void anErrorInItKeepsNoSessionInSight() {
        bench.store().add("bob", "x\r\n");
        TestPeer peer = loggedIn();
        peer.say("RETR 1");
        peer.hear();
        bench.store().at(what -> {
            throw new NoClassDefFoundError("a class of the store");
        });

        peer.hangUp();
        peer.settle();

        assertThat(peer.timesLeft()).isOne();
        assertThat(bench.leases()).isZero();
    }

    private void broken() {
        bench.store().at(what -> {
            throw SessionBench.trouble();
        });
    }
}
