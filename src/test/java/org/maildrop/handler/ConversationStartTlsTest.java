/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** STLS: nothing said in clear survives it. */
class ConversationStartTlsTest {
    private final TestPeer.World world = TestPeer.World.begin();

    @Test
    void stlsIsAnsweredBehindAllEarlierRepliesAndTheHandshakeBeginsBehindIt() {
        TestPeer peer = TestPeer.greeted(world);

        peer.packet("USER bob\r\nSTLS\r\n");
        assertThat(peer.tlsBegun()).isTrue();
        peer.settle();

        assertThat(peer.hear()).isEqualTo("+OK name accepted, the password decides\r\n+OK begin TLS negotiation\r\n");
    }

    @Test
    void whatWasSaidInClearIsForgotten() {
        TestPeer peer = TestPeer.greeted(world);
        peer.say("USER bob", "STLS");
        peer.hear();
        peer.shakeHands();

        peer.say("PASS secret");

        assertThat(peer.hear()).isEqualTo("-ERR USER comes before PASS\r\n");
    }

    @Test
    void whatWasSentInClearBehindStlsIsNotCarriedOut() {
        TestPeer peer = TestPeer.greeted(world);
        peer.packet("STLS\r\nUSER mallory\r\nPASS");
        peer.settle();
        assertThat(peer.hear()).isEqualTo("+OK begin TLS negotiation\r\n");
        peer.shakeHands();

        peer.say(" secret", "CAPA");

        assertThat(peer.hear()).startsWith("-ERR unknown command\r\n+OK capabilities follow\r\n");
    }

    @Test
    void stlsBehindAFailedLoginRunsOnAWorkerAndDropsWhatFollows() {
        TestPeer peer = TestPeer.greeted(world);

        peer.say("USER bob", "PASS wrong", "STLS", "CAPA");

        assertThat(peer.tlsBegun()).isTrue();
        assertThat(peer.hear()).endsWith("-ERR [AUTH] wrong name or password\r\n+OK begin TLS negotiation\r\n");
    }

    @Test
    void theNewsOfAnImplicitHandshakeDropsNothing() {
        TestPeer peer = TestPeer.greeted(world);
        peer.packet("CAP");
        peer.newsOfHandshake();
        peer.say("A");

        assertThat(peer.hear()).startsWith("+OK capabilities follow\r\n");
    }
}
