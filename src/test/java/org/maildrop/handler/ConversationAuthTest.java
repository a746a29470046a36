/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.lock.ConflictPolicy;

/** What AUTH does beyond what transcripts can show: far clients, waiting, and ends amid an exchange. */
class ConversationAuthTest {
    private static final String BOB = base64("\0bob\0secret");

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aClientElsewhereIsNotAskedForItsPasswordInClear() {
        TestPeer peer = TestPeer.greeted(TestPeer.World.begin(), CleartextPolicy.LOOPBACK);
        peer.say("USER bob", "AUTH PLAIN " + BOB);
        assertThat(peer.hear()).isEqualTo("-ERR passwords and tokens are taken under TLS only\r\n".repeat(2));
        assertThat(peer.bench().leases()).isZero();
    }

    @Test
    void anExchangeMayBePipelined() {
        TestPeer peer = TestPeer.greeted();
        peer.say("AUTH PLAIN", BOB, "STAT");
        assertThat(peer.hear()).isEqualTo("+ \r\n+OK maildrop locked and ready, 0 messages (0 octets)\r\n+OK 0 0\r\n");
    }

    @Test
    void noStepIsRunOnAnIoThread() {
        TestPeer peer = TestPeer.greeted();
        peer.packet("AUTH PLAIN\r\n");
        assertThat(peer.workerWaits()).isTrue();
        peer.settle();
        peer.packet(BOB + "\r\n");
        assertThat(peer.workerWaits()).isTrue();
    }

    @Test
    void aLoginByAuthWaitsForTheMaildropAsAnyOther() {
        TestPeer.World world = TestPeer.World.begin(ConflictPolicy.DEFAULT);
        TestPeer holder = TestPeer.loggedIn(world);
        TestPeer waiting = TestPeer.greeted(world);
        waiting.say("AUTH PLAIN " + BOB);
        assertThat(waiting.hear()).isEmpty();
        holder.say("QUIT");
        waiting.pass(Duration.ofMillis(200));
        waiting.settle();
        assertThat(waiting.hear()).startsWith("+OK maildrop locked");
    }

    @Test
    void aClientThatLeavesAmidAnExchangeLeavesNothing() {
        TestPeer peer = TestPeer.greeted();
        peer.say("AUTH LOGIN", base64("bob"));
        peer.hangUp();
        peer.settle();
        assertThat(peer.hasLeft()).isTrue();
        assertThat(peer.bench().leases()).isZero();
    }

    @Test
    void aTooLongResponseEndsTheExchange() {
        TestPeer peer = TestPeer.greeted();
        peer.say("AUTH PLAIN", "A".repeat(13_000), "NOOP");
        assertThat(peer.hear()).isEqualTo("+ \r\n-ERR line too long\r\n-ERR NOOP is for after the login\r\n");
    }
}
