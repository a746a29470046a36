/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.ThrottleSettings;
import org.maildrop.testing.Proofs;

/** Logins by a shared secret, beyond what transcripts can show; no password is taken in clear from this client. */
class ConversationApopTest {
    private static final Pattern GREETING = Pattern.compile("\\+OK Maildrop ready (<[!-~]+@[A-Za-z0-9.-]+>)\r\n");
    private static final String ENTERED = "+OK maildrop locked and ready, 0 messages (0 octets)\r\n";
    private static final byte[] SECRET = "secret".getBytes(UTF_8);

    private final TestPeer.World world = TestPeer.World.begin();
    private final TestPeer peer = TestPeer.withApop(world);
    private final String timestamp = timestamp(peer);

    private static String timestamp(TestPeer greeted) {
        Matcher greeting = GREETING.matcher(greeted.hear());
        assertThat(greeting.matches()).isTrue();
        return greeting.group(1);
    }

    private String apop(String secret) {
        return "APOP bob " + Proofs.apop(timestamp, secret.getBytes(UTF_8));
    }

    private String answer(String... lines) {
        peer.say(lines);
        return peer.hear();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private String challenge(String line) {
        String answer = answer(line);
        assertThat(answer).startsWith("+ ").endsWith("\r\n");
        return new String(Base64.getDecoder().decode(answer.substring(2, answer.length() - 2)), UTF_8);
    }

    @Test
    void theDigestOfTheGreetingsTimestampLetsIn() {
        assertThat(answer(apop("secret"), "STAT")).isEqualTo(ENTERED + "+OK 0 0\r\n");
        assertThat(world.bench().locked("bob")).isTrue();
    }

    @Test
    void eachConnectionHasATimestampOfItsOwn() {
        Set<String> timestamps = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            timestamps.add(timestamp(TestPeer.withApop(world)));
        }
        assertThat(timestamps).hasSize(100).doesNotContain(timestamp);
    }

    @Test
    void aDigestThatWasOverheardIsOfNoUseElsewhere() {
        TestPeer other = TestPeer.withApop(world);
        other.hear();
        other.say(apop("secret"));
        assertThat(other.hear()).isEqualTo("-ERR [AUTH] wrong name or password\r\n");
    }

    @Test
    void aFailedOneMayBeTriedAgainAndTheThirdIsTheLast() {
        assertThat(answer(apop("wrong"), apop("secret"), "QUIT"))
                .isEqualTo(
                        "-ERR [AUTH] wrong name or password\r\n" + ENTERED + "+OK bye, 0 messages removed, 0 left\r\n");
        TestPeer other = TestPeer.withApop(world);
        other.hear();
        other.say(apop("x"), apop("x"), apop("x"), apop("x"));
        assertThat(other.hear()).endsWith("-ERR [AUTH] too many failed logins, closing the connection\r\n");
        assertThat(other.isClosed()).isTrue();
    }

    @Test
    void itIsNotCarriedOutOnAnIoThread() {
        peer.packet(apop("secret") + "\r\n");
        assertThat(peer.workerWaits()).isTrue();
    }

    @Test
    void behindStlsTheTimestampIsTheGreetings() {
        peer.say("STLS");
        assertThat(peer.hear()).startsWith("+OK begin TLS");
        peer.shakeHands();
        assertThat(answer(apop("secret"))).isEqualTo(ENTERED);
    }

    @Test
    void whoHasFailedTooOftenWaitsBeforeTheDigestIsLookedAt() {
        world.bench().throttle(ThrottleSettings.DEFAULT);
        for (int i = 0; i < 3; i++) {
            TestPeer stranger = TestPeer.withApop(world);
            stranger.hear();
            stranger.say("APOP bob " + "0".repeat(32));
            assertThat(stranger.hear()).as("the answer is held back").isEmpty();
            stranger.pass(Duration.ofSeconds(1));
            stranger.settle();
            assertThat(stranger.hear()).startsWith("-ERR [AUTH]");
        }
        TestPeer late = TestPeer.withApop(world);
        String lateTimestamp = timestamp(late);
        late.say("APOP bob " + Proofs.apop(lateTimestamp, SECRET));
        assertThat(late.hear()).isEmpty();
        late.pass(Duration.ofSeconds(1));
        late.settle();
        assertThat(late.hear()).isEqualTo(ENTERED);
    }

    @Test
    void withoutApopThereIsNoTimestampAndNoApop() {
        TestPeer other = new TestPeer(world);
        other.begin();
        other.settle();
        assertThat(other.hear()).isEqualTo("+OK Maildrop ready\r\n");
        other.say("APOP bob c4c9334bac560ecc979e58001b3e22fb");
        assertThat(other.hear()).isEqualTo("-ERR APOP is not offered here\r\n");
    }

    @Test
    void mechanismsThatHideTheSecretNeedNoTlsAndTheStrongestIsToldFirst() {
        assertThat(answer("AUTH"))
                .isEqualTo("+OK mechanisms follow\r\nSCRAM-SHA-256\r\nSCRAM-SHA-1\r\nCRAM-MD5\r\n.\r\n");
        assertThat(answer("CAPA"))
                .contains("SASL SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5\r\n")
                .doesNotContain("\r\nUSER\r\n", "APOP");
    }

    @Test
    void cramMd5LetsIn() {
        String challenge = challenge("AUTH CRAM-MD5");
        assertThat(answer(base64(Proofs.cramMd5(challenge, "bob", SECRET)))).isEqualTo(ENTERED);
    }

    @Test
    void scramLetsInBehindAnEmptyResponse() {
        Proofs.Scram client = new Proofs.Scram("SHA-1", "bob");
        String challenge = challenge("AUTH SCRAM-SHA-1 " + base64(client.first()));
        assertThat(challenge(base64(client.last(challenge, SECRET)))).isEqualTo(client.signature(challenge, SECRET));
        assertThat(world.bench().leases()).isZero();
        assertThat(answer("")).isEqualTo(ENTERED);
    }

    @Test
    void aWrongScramIsRefusedAsAnyOtherWrongLogin() {
        Proofs.Scram client = new Proofs.Scram("SHA-256", "bob");
        String challenge = challenge("AUTH SCRAM-SHA-256 " + base64(client.first()));
        assertThat(answer(base64(client.last(challenge, "wrong".getBytes(UTF_8)))))
                .isEqualTo("-ERR [AUTH] wrong name or password\r\n");
    }

    @Test
    void whoHasFailedTooOftenWaitsForTheSaltToo() {
        world.bench().throttle(ThrottleSettings.DEFAULT);
        Proofs.Scram client = new Proofs.Scram("SHA-256", "bob");
        for (int i = 0; i < 3; i++) {
            TestPeer stranger = TestPeer.withApop(world);
            stranger.say("APOP bob c4c9334bac560ecc979e58001b3e22fb");
        }
        TestPeer late = TestPeer.withApop(world);
        timestamp(late);
        late.say("AUTH SCRAM-SHA-256 " + base64(client.first()));
        assertThat(late.hear()).isEmpty();
        late.pass(Duration.ofSeconds(1));
        late.settle();
        assertThat(late.hear()).startsWith("+ ");
    }
}
