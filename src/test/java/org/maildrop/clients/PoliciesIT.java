/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.ImapClient;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** All policies at once, where folders, flags and dates are in a database; the transcripts have each in memory. */
@Execution(ExecutionMode.CONCURRENT)
class PoliciesIT {
    private static final String SECRET = "secret";
    private static final String FOLDER = "INBOX.POP";

    private static JamesProcess server;

    @BeforeAll
    static void start() {
        server = new JamesProcess.Launch(Flavour.JPA)
                .with(
                        "maildrop.xml",
                        "<maildrop><unique-ids>%08Xu%08Xv</unique-ids><folder>INBOX.POP</folder>"
                                + "<delete><move-to>Trash</move-to></delete><mark-seen>on</mark-seen>"
                                + "<hide><larger-than>1K</larger-than><older-than>365d</older-than></hide></maildrop>")
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eachDoesItsPartAndNoneTheOthers() {
        String bob = "bob@example.org";
        server.addUser(bob, SECRET);
        loggedIn(bob).close();
        Instant now = Instant.now();
        try (ImapClient imap = server.imap(bob, SECRET)) {
            imap.append(octets("inbox", ""));
            imap.append(FOLDER, octets("old", ""), now.minus(Duration.ofDays(366)));
            imap.append(FOLDER, octets("one", ""), now.minus(Duration.ofDays(364)));
            imap.append(FOLDER, octets("large", "x".repeat(1_024)), now);
            IntStream.rangeClosed(2, 5).forEach(number -> imap.append(FOLDER, octets("m" + number, ""), now));
        }

        try (Pop3Client client = loggedIn(bob)) {
            assertThat(client.lines("UIDL"))
                    .extracting(line -> line.substring(0, 10))
                    .containsExactly("1 00000002", "2 00000004", "3 00000005", "4 00000006", "5 00000007");
            List.of(1, 2, 4).forEach(number -> client.lines("RETR " + number));
            client.lines("TOP 3 99");
            List.of(2, 3)
                    .forEach(number -> assertThat(client.send("DELE " + number)).startsWith("+OK"));
            assertThat(client.send("QUIT")).isEqualTo("+OK bye, 2 messages removed, 3 left");
        }

        await().untilAsserted(() ->
                assertThat(subjects(bob, FOLDER)).containsExactly("old", "one, seen", "large", "m4, seen", "m5"));
        assertThat(subjects(bob, "Trash")).containsExactly("m2", "m3");
        assertThat(subjects(bob, "INBOX")).containsExactly("inbox");
    }

    private static List<String> subjects(String user, String folder) {
        try (ImapClient imap = server.imap(user, SECRET)) {
            return imap.subjects(folder);
        }
    }

    private static Pop3Client loggedIn(String user) {
        Pop3Client client = new Pop3Client(server.pop3Port());
        assertThat(client.login(user, SECRET)).startsWith("+OK");
        return client;
    }

    private static byte[] octets(String subject, String text) {
        return ("Subject: " + subject + "\r\n\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
