/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.Engines;
import org.maildrop.testing.ImapClient;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.TestDatabase;

/** Power is cut while QUIT moves messages to another folder, with all mail in a database. */
@Execution(ExecutionMode.CONCURRENT)
class KilledMoveIT {
    private static final String SECRET = "secret";
    private static final String FOLDER = "Trash.POP";

    /** In a maildrop; more of them if the first move was over before the kill. */
    private static final List<Integer> MESSAGES = List.of(300, 900);

    private final String database = "mt_" + UUID.randomUUID().toString().substring(0, 8);
    private final String url = made(database);
    private JamesProcess james = launch().start();

    private static String made(String database) {
        String engine = Engines.postgres();
        TestDatabase.run(engine, "CREATE DATABASE " + database);
        return engine.replaceFirst("/\\w+([?]|$)", "/" + database + "$1");
    }

    private Launch launch() {
        return new Launch(Flavour.JPA)
                .onPostgres(url)
                .with("maildrop.xml", "<maildrop><delete><move-to>" + FOLDER + "</move-to></delete></maildrop>");
    }

    @AfterEach
    void stop() {
        james.kill();
        TestDatabase.run(Engines.postgres(), "DROP DATABASE " + database + " WITH (FORCE)");
    }

    @Test
    void aServerKilledInTheMiddleOfAMoveLeavesEachMessageInOneOfTheFoldersAndTheNextSessionFinishes() {
        for (int messages : MESSAGES) {
            String user = "bob" + messages + "@example.org";
            fill(user, messages);
            boolean cut = quitAndKill(user, messages);
            james = launch().inHomeOf(james).start();
            if (cut) {
                assertThatEachIsInOneFolder(user, messages);
                assertThatTheNextSessionFinishes(user, messages);
                return;
            }
        }
        fail("no kill came in the middle of a move, not even of " + MESSAGES + " messages");
    }

    private void fill(String user, int messages) {
        james.addUser(user, SECRET);
        try (ImapClient imap = james.imap(user, SECRET)) {
            subjects(messages)
                    .forEach(subject ->
                            imap.append(("Subject: " + subject + "\r\n\r\nx\r\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Whether it was killed in the middle: the database tells, after the kill too. */
    private boolean quitAndKill(String user, int messages) {
        try (Pop3Client client = enter(user)) {
            markAll(client, messages);
            client.say("QUIT");
            await().atMost(Duration.ofSeconds(30))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> isInTheMiddle(user, messages) || client.isAnswered());
            james.kill();
            return isInTheMiddle(user, messages) && client.hear() == null;
        }
    }

    /**
     * Some messages are in the folder and some are not; and one was given a uid there, which James does by itself, that
     * has not come: it is among those that are on their way.
     */
    private boolean isInTheMiddle(String user, int messages) {
        return TestDatabase.run(
                        url,
                        "SELECT COUNT(*) FROM james_mailbox f, (SELECT mailbox_id AS id, COUNT(*) AS moved"
                                + " FROM james_mail GROUP BY mailbox_id) m WHERE f.mailbox_id = m.id"
                                + " AND f.user_name = '" + user + "' AND f.mailbox_name = '" + FOLDER + "'"
                                + " AND m.moved < " + messages + " AND m.moved < f.mailbox_last_uid")
                == 1;
    }

    private void assertThatEachIsInOneFolder(String user, int messages) {
        List<String> left = inFolder(user, "INBOX");
        List<String> moved = inFolder(user, FOLDER);
        assertThat(left).isNotEmpty();
        assertThat(moved).isNotEmpty();
        assertThat(Stream.concat(moved.stream(), left.stream())).containsExactlyElementsOf(subjects(messages));
    }

    private void assertThatTheNextSessionFinishes(String user, int messages) {
        int left = inFolder(user, "INBOX").size();
        try (Pop3Client client = enter(user)) {
            assertThat(client.lines("LIST")).hasSize(left);
            markAll(client, left);
            assertThat(client.send("QUIT")).isEqualTo("+OK bye, " + left + " messages removed, 0 left");
        }
        assertThat(inFolder(user, "INBOX")).isEmpty();
        assertThat(inFolder(user, FOLDER)).isEqualTo(subjects(messages));
    }

    private Pop3Client enter(String user) {
        Pop3Client client = new Pop3Client(james.pop3Port());
        assertThat(client.login(user, SECRET)).startsWith("+OK");
        return client;
    }

    private static void markAll(Pop3Client client, int messages) {
        IntStream.rangeClosed(1, messages)
                .forEach(number -> assertThat(client.send("DELE " + number)).startsWith("+OK"));
    }

    private List<String> inFolder(String user, String folder) {
        try (ImapClient imap = james.imap(user, SECRET)) {
            return imap.subjects(folder);
        }
    }

    private static List<String> subjects(int messages) {
        return IntStream.rangeClosed(1, messages)
                .mapToObj(number -> "m" + number)
                .toList();
    }
}
