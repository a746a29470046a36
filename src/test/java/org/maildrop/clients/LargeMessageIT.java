/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;

/** A message of 50 MB. */
class LargeMessageIT {
    private static final int LINES = 650_000;
    private static final byte[] MESSAGE = message();

    /** Far more than the windows of a session, far less than the message. */
    private static final long A_SESSIONS_SHARE = 2_000_000;

    private static JamesProcess james;
    private static Account account;

    @BeforeAll
    static void start() {
        james = new Launch(Flavour.MEMORY).start();
        account = Account.of(james);
        james.deliver("alice@example.org", account.name(), MESSAGE);
        await().atMost(Duration.ofMinutes(1)).until(() -> account.count() == 1);
    }

    @AfterAll
    static void stop() {
        james.kill();
    }

    @Test
    void arrivesOctetByOctetThoughItsReaderPausesInTheMiddleAndIsNeverHeldByTheSession() throws Exception {
        try (Memory memory = new Memory(james);
                RawPop3 session = RawPop3.inside(account)) {
            session.send("RETR 1");
            int octets = octetsOf(session.readLine());
            int added = octets - MESSAGE.length;
            assertThat(added).as("what James's SMTP server put on top").isBetween(1, 2_000);
            Unstuffing message = new Unstuffing(session);
            message.skip(added);
            message.take(MESSAGE.length / 2);

            // The reader pauses here: what is live now and not after the session is what the session holds.
            long live = memory.live();
            message.take(MESSAGE.length - MESSAGE.length / 2);
            assertThat(message.digest()).isEqualTo(sha256().digest(MESSAGE));
            assertThat(session.readLine()).isEqualTo(".");
            session.send("QUIT");
            assertThat(session.readLine()).startsWith("+OK bye");
            assertThat(live - memory.live()).isLessThan(A_SESSIONS_SHARE);
        }
    }

    @Test
    void canBeListedAndItsTopReadInNoTime() throws Exception {
        try (RawPop3 session = RawPop3.inside(account)) {
            session.send("LIST 1");
            int octets = Integer.parseInt(session.readLine().split(" ")[2]);
            session.send("TOP 1 0");
            session.send("RETR 1");
            for (String line = session.readLine(); !line.equals("."); line = session.readLine()) {
                assertThat(line).hasSizeLessThan(998);
            }
            assertThat(octetsOf(session.readLine())).isEqualTo(octets);
        }
    }

    private static int octetsOf(String answer) {
        assertThat(answer).matches("\\+OK \\d+ octets");
        return Integer.parseInt(answer.split(" ")[1]);
    }

    /** Lines of many lengths; some begin with a dot, no two are alike. */
    private static byte[] message() {
        StringBuilder text = new StringBuilder("Subject: large\r\n\r\n");
        for (int i = 0; i < LINES; i++) {
            text.append(i % 7 == 0 ? "." : "")
                    .append(i)
                    .append("x".repeat(i % 140))
                    .append("\r\n");
        }
        return text.toString().getBytes(US_ASCII);
    }

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }

    /** Reads a multi-line response, takes the byte-stuffing away and hashes what it is told to. */
    private static final class Unstuffing {
        private final RawPop3 session;
        private final MessageDigest digest = sha256();
        private boolean lineStart = true;

        Unstuffing(RawPop3 session) throws NoSuchAlgorithmException {
            this.session = session;
        }

        void skip(int octets) throws IOException {
            for (int i = 0; i < octets; i++) {
                next();
            }
        }

        void take(int octets) throws IOException {
            for (int i = 0; i < octets; i++) {
                digest.update((byte) next());
            }
        }

        private int next() throws IOException {
            int octet = session.read();
            if (lineStart && octet == '.') {
                octet = session.read();
            }
            lineStart = octet == '\n';
            return octet;
        }

        byte[] digest() {
            return digest.digest();
        }
    }
}
