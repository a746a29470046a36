/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.server.Flavour;
import org.maildrop.testing.ImapClient;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** Mail that is moved to another folder when POP3 removes it, in memory and in a database, whatever the user's quota. */
@Execution(ExecutionMode.CONCURRENT)
class MovedMailIT {
    private static final String SECRET = "secret";
    private static final String BOB = "bob@example.org";
    private static final int MESSAGES = 230;

    @ParameterizedTest
    @EnumSource(names = {"JPA", "MEMORY"})
    void allThatIsMarkedIsMovedAndNothingElseThoughTheMailboxIsFull(Flavour flavour) {
        try (JamesProcess james = new JamesProcess.Launch(flavour)
                .with("maildrop.xml", "<maildrop><delete><move-to>Trash.POP</move-to></delete></maildrop>")
                .start()) {
            james.addUser(BOB, SECRET);
            fill(james);
            james.limitMessages(BOB, MESSAGES - 1);
            await().untilAsserted(() -> assertThatThrownBy(() -> james.append(BOB, SECRET, octets("more")))
                    .hasMessageContaining("OVERQUOTA"));

            // Marked are runs and single ones, over several batches.
            assertThat(removed(james, number -> number % 7 != 0)).isEqualTo("+OK bye, 198 messages removed, 32 left");

            assertThat(subjects(james, "INBOX")).isEqualTo(numbers(number -> number % 7 == 0));
            assertThat(subjects(james, "Trash.POP")).isEqualTo(numbers(number -> number % 7 != 0));
            assertThat(removed(james, number -> number <= 32)).isEqualTo("+OK bye, 32 messages removed, 0 left");
            assertThat(subjects(james, "Trash.POP")).hasSize(MESSAGES);
        }
    }

    private static void fill(JamesProcess james) {
        try (ImapClient imap = james.imap(BOB, SECRET)) {
            IntStream.rangeClosed(1, MESSAGES)
                    .forEach(number -> imap.append("INBOX", octets("m" + number), Instant.now()));
        }
    }

    private static String removed(JamesProcess james, IntPredicate marked) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login(BOB, SECRET)).startsWith("+OK");
            IntStream.rangeClosed(1, MESSAGES)
                    .filter(marked)
                    .forEach(number -> assertThat(client.send("DELE " + number)).startsWith("+OK"));
            return client.send("QUIT");
        }
    }

    private static List<String> subjects(JamesProcess james, String folder) {
        try (ImapClient imap = james.imap(BOB, SECRET)) {
            return imap.subjects(folder);
        }
    }

    private static List<String> numbers(IntPredicate which) {
        return IntStream.rangeClosed(1, MESSAGES)
                .filter(which)
                .mapToObj(number -> "m" + number)
                .toList();
    }

    private static byte[] octets(String subject) {
        return ("Subject: " + subject + "\r\n\r\nx\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
