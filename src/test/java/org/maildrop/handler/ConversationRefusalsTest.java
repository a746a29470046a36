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

/** What is refused, and how often before the session ends. */
class ConversationRefusalsTest {
    private final TestPeer.World world = TestPeer.World.begin();

    @Test
    void theThirdRefusedCommandInARowBeforeTheLoginIsTheLast() {
        TestPeer peer = TestPeer.greeted(world);

        peer.say("FOO", "STAT", "USER", "NOOP");

        assertThat(peer.hear())
                .isEqualTo("-ERR unknown command\r\n-ERR STAT is for after the login\r\n"
                        + "-ERR too many refused commands, closing the connection\r\n");
        assertThat(peer.isClosed()).isTrue();
        assertThat(peer.timesLeft()).isOne();
    }

    @Test
    void anAcceptedCommandBeginsTheCountAnew() {
        TestPeer peer = TestPeer.greeted(world);

        peer.say("FOO", "FOO", "CAPA", "FOO", "FOO", "CAPA");

        assertThat(peer.isClosed()).isFalse();
    }

    @Test
    void theTwentiethInARowAfterTheLoginIsTheLast() {
        TestPeer peer = TestPeer.loggedIn(world);

        for (int count = 1; count < 20; count++) {
            peer.say("RETR 1");
            assertThat(peer.hear()).isEqualTo("-ERR no such message, the maildrop has 0 messages\r\n");
        }
        peer.say("RETR 1", "NOOP");

        assertThat(peer.hear()).isEqualTo("-ERR too many refused commands, closing the connection\r\n");
        assertThat(peer.isClosed()).isTrue();
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void theThirdFailedLoginIsTheLast() {
        TestPeer peer = TestPeer.greeted(world);

        peer.say("USER bob", "PASS a", "USER bob", "PASS b", "USER bob", "PASS c", "USER bob", "PASS secret");

        assertThat(peer.hear())
                .isEqualTo("+OK name accepted, the password decides\r\n-ERR [AUTH] wrong name or password\r\n".repeat(2)
                        + "+OK name accepted, the password decides\r\n"
                        + "-ERR [AUTH] too many failed logins, closing the connection\r\n");
        assertThat(peer.isClosed()).isTrue();
        assertThat(world.bench().leases()).isZero();
    }

    @Test
    void aMaildropInUseIsNoFailedLogin() {
        TestPeer.loggedIn(world);
        TestPeer peer = TestPeer.greeted(world);

        for (int count = 0; count < 10; count++) {
            peer.say("USER bob", "PASS secret");
            assertThat(peer.hear()).contains("-ERR [IN-USE] ");
        }

        assertThat(peer.isClosed()).isFalse();
    }

    @Test
    void aLineTooLongIsRefusedAndTheSessionGoesOn() {
        TestPeer peer = TestPeer.greeted(world);
        peer.say("USER " + "x".repeat(505) + "x", "USER " + "x".repeat(505));
        assertThat(peer.hear()).isEqualTo("-ERR line too long\r\n+OK name accepted, the password decides\r\n");

        TestPeer inside = TestPeer.loggedIn(world);
        inside.say("NOOP" + " ".repeat(2042), "NOOP" + " ".repeat(2043), "x".repeat(100_000), "NOOP");
        assertThat(inside.hear()).isEqualTo("+OK\r\n-ERR line too long\r\n-ERR line too long\r\n+OK\r\n");
    }

    @Test
    void whatIsOursToBlameIsNotCounted() {
        world.bench().store().add("bob", "x");
        TestPeer peer = TestPeer.loggedIn(world);
        world.bench().store().at(what -> {
            throw SessionBench.trouble();
        });

        for (int count = 0; count < 30; count++) {
            peer.say("RETR 1");
            assertThat(peer.hear()).startsWith("-ERR [SYS/TEMP] ");
        }

        assertThat(peer.isClosed()).isFalse();
    }
}
