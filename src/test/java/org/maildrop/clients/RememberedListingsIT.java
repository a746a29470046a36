/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.ImapClient;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.TestDatabase;

/**
 * Whatever happens to a maildrop between logins, on each of James's stores a login shows what IMAP shows, although listings
 * are remembered.
 */
class RememberedListingsIT {
    private static final Pattern FETCHED = Pattern.compile("\\* \\d+ FETCH \\(RFC822.SIZE (\\d+) UID (\\d+)\\)");
    private static final String PASSWORD = "secret";
    private static final int STEPS = 60;

    @Test
    void inMemory() {
        followsWhatHappens(JamesProcess.shared(), 1);
    }

    @Test
    void onDerby() {
        try (JamesProcess james = new Launch(Flavour.JPA).start()) {
            followsWhatHappens(james, 2);
        }
    }

    @Test
    void onPostgreSql() throws SQLException {
        try (TestDatabase database = TestDatabase.postgreSql("none");
                JamesProcess james = new Launch(Flavour.JPA)
                        .onPostgres(database.settings().url())
                        .start()) {
            followsWhatHappens(james, 3);
        }
    }

    /** A thing that may happen to a maildrop, at the whim of the random numbers. */
    private interface Event {
        void in(JamesProcess james, String user, Random random);
    }

    private static final List<Event> EVENTS = List.of(
            RememberedListingsIT::arrive,
            RememberedListingsIT::arrive,
            RememberedListingsIT::removeOneByImap,
            RememberedListingsIT::removeTheNewestByImap,
            RememberedListingsIT::replaceTheNewest,
            RememberedListingsIT::removeByPop3,
            RememberedListingsIT::makeAnew,
            (james, user, random) -> {});

    private static void followsWhatHappens(JamesProcess james, long seed) {
        String user = "remembered" + seed + "@example.org";
        james.addUser(user, PASSWORD);
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            int event = random.nextInt(EVENTS.size());
            EVENTS.get(event).in(james, user, random);

            assertThat(pop3(james, user))
                    .as("seed %d, step %d, event %d", seed, step, event)
                    .isEqualTo(imap(james, user));
        }
    }

    private static List<String> pop3(JamesProcess james, String user) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login(user, PASSWORD)).startsWith("+OK");
            List<String> uids = client.lines("UIDL");
            List<String> sizes = client.lines("LIST");
            return IntStream.range(0, uids.size())
                    .mapToObj(index -> second(uids.get(index)) + " " + second(sizes.get(index)))
                    .toList();
        }
    }

    private static String second(String line) {
        return line.split(" ")[1];
    }

    private static List<String> imap(JamesProcess james, String user) {
        if (james.count(user, PASSWORD) == 0) {
            return List.of();
        }
        try (ImapClient imap = james.imap(user, PASSWORD)) {
            imap.command("SELECT INBOX");
            return imap.command("FETCH 1:* (RFC822.SIZE UID)").stream()
                    .map(FETCHED::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(2) + " " + line.group(1))
                    .toList();
        }
    }

    private static void arrive(JamesProcess james, String user, Random random) {
        try (ImapClient imap = james.imap(user, PASSWORD)) {
            for (int count = random.nextInt(4); count >= 0; count--) {
                imap.append(("A: b\r\n\r\n" + "x".repeat(random.nextInt(50)) + "\r\n").getBytes(US_ASCII));
            }
        }
    }

    private static void removeOneByImap(JamesProcess james, String user, Random random) {
        int count = james.count(user, PASSWORD);
        if (count > 0) {
            james.expunge(user, PASSWORD, 1 + random.nextInt(count));
        }
    }

    private static void removeTheNewestByImap(JamesProcess james, String user, Random random) {
        int count = james.count(user, PASSWORD);
        if (count > 0) {
            james.expunge(user, PASSWORD, count);
        }
    }

    private static void replaceTheNewest(JamesProcess james, String user, Random random) {
        removeTheNewestByImap(james, user, random);
        james.append(user, PASSWORD, "A: b\r\n\r\nreplaced\r\n".getBytes(US_ASCII));
    }

    private static void removeByPop3(JamesProcess james, String user, Random random) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login(user, PASSWORD)).startsWith("+OK");
            for (int number = client.lines("LIST").size(); number > 0; number--) {
                if (random.nextBoolean()) {
                    assertThat(client.send("DELE " + number)).startsWith("+OK");
                }
            }
            assertThat(client.send("QUIT")).startsWith("+OK");
        }
    }

    private static void makeAnew(JamesProcess james, String user, Random random) {
        if (random.nextInt(3) == 0) {
            james.destroyInbox(user);
            arrive(james, user, random);
        }
    }
}
