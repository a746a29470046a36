/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

/** Mail that expires by its age, where the dates come from a database; the transcripts have them in memory. */
@Execution(ExecutionMode.CONCURRENT)
class ExpiryIT {
    private static final String SECRET = "secret";

    private static JamesProcess server;

    @BeforeAll
    static void start() {
        server = new JamesProcess.Launch(Flavour.JPA)
                .with("maildrop.xml", "<maildrop><expire>30d</expire></maildrop>")
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatIsOlderThanTheDaysIsRemovedAndWhatIsNotIsLeft() {
        String bob = "bob@example.org";
        server.addUser(bob, SECRET);
        Instant now = Instant.now();
        try (ImapClient imap = server.imap(bob, SECRET)) {
            IntStream.rangeClosed(1, 250).forEach(old -> imap.append(octets("old"), now.minus(Duration.ofDays(31))));
            imap.append(octets("young"), now.minus(Duration.ofDays(29)));
            imap.append(octets("new"));
            imap.append(octets("behind"), now.minus(Duration.ofDays(31)));
        }

        assertThat(lookAndQuit(bob)).isEqualTo("+OK bye, 0 messages removed, 253 left");
        assertThat(retrieveAndQuit(bob, 252)).isEqualTo("+OK bye, 250 messages removed, 3 left");
        assertThat(retrieveAndQuit(bob, 3)).isEqualTo("+OK bye, 1 message removed, 2 left");
        assertThat(server.count(bob, SECRET)).isEqualTo(2);
    }

    private static String lookAndQuit(String user) {
        try (Pop3Client client = loggedIn(user)) {
            assertThat(client.send("TOP 1 9")).startsWith("+OK");
            rest(client);
            return client.send("QUIT");
        }
    }

    private static String retrieveAndQuit(String user, int number) {
        try (Pop3Client client = loggedIn(user)) {
            assertThat(client.send("RETR " + number)).startsWith("+OK");
            rest(client);
            return client.send("QUIT");
        }
    }

    private static Pop3Client loggedIn(String user) {
        Pop3Client client = new Pop3Client(server.pop3Port());
        client.send("USER " + user);
        assertThat(client.send("PASS " + SECRET)).startsWith("+OK");
        return client;
    }

    private static void rest(Pop3Client client) {
        String line = client.hear();
        while (line != null && !line.equals(".")) {
            line = client.hear();
        }
    }

    private static byte[] octets(String subject) {
        return ("Subject: " + subject + "\r\n\r\nx\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
