/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.ImapClient;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.TestDatabase;

/** The statement of src/doc/migrating.md that sets an INBOX's uidvalidity: the documentation's own text, on PostgreSQL. */
@Execution(ExecutionMode.CONCURRENT)
class UidValidityIT {
    private static final Pattern STATEMENT = Pattern.compile("UPDATE james_mailbox [^;]*;");
    private static final Pattern TOLD = Pattern.compile("\\[UIDVALIDITY (\\d+)]");

    /** Whom the statement names, and what it sets. */
    private static final String BOB = "bob@example.org";

    private static final long OLD = 1_795_534_520;

    private static final String ALICE = "alice@example.org";
    private static final String SECRET = "secret";

    @Test
    void onceItIsSetUniqueIdsHaveItAndImapTellsIt() throws IOException, SQLException {
        String statement = found(STATEMENT, Files.readString(Path.of("src/doc/migrating.md")))
                .group();
        try (TestDatabase database = TestDatabase.postgreSql("none")) {
            JamesProcess james = launch(database).start();
            long others;
            try (james) {
                List.of(BOB, ALICE).forEach(user -> fill(james, user));
                others = uidValidity(james, ALICE);
                assertThat(uniqueIds(james, BOB)).isEqualTo(spelled(uidValidity(james, BOB)));
                assertThat(uidValidity(james, BOB)).isNotEqualTo(OLD);
                james.stop();
            }

            database.inside(statement);

            try (JamesProcess restarted = launch(database).inHomeOf(james).start()) {
                assertThat(uidValidity(restarted, BOB)).isEqualTo(OLD);
                assertThat(uniqueIds(restarted, BOB)).isEqualTo(spelled(OLD));
                assertThat(uidValidity(restarted, ALICE)).isEqualTo(others);
                assertThat(uniqueIds(restarted, ALICE)).isEqualTo(spelled(others));
            }
        }
    }

    private static Launch launch(TestDatabase database) {
        return new Launch(Flavour.JPA)
                .onPostgres(database.settings().url())
                .with("maildrop.xml", "<maildrop><unique-ids>%08Xu%08Xv</unique-ids></maildrop>");
    }

    /** Two messages, the first uid being one of a message that is gone. */
    private static void fill(JamesProcess james, String user) {
        james.addUser(user, SECRET);
        for (String subject : List.of("gone", "two", "three")) {
            james.append(user, SECRET, ("Subject: " + subject + "\r\n\r\n").getBytes(US_ASCII));
        }
        james.expunge(user, SECRET, 1);
    }

    private static List<String> spelled(long uidValidity) {
        return List.of(String.format("1 %08x%08x", 2, uidValidity), String.format("2 %08x%08x", 3, uidValidity));
    }

    private static List<String> uniqueIds(JamesProcess james, String user) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            client.login(user, SECRET);
            return client.lines("UIDL");
        }
    }

    private static long uidValidity(JamesProcess james, String user) {
        try (ImapClient imap = james.imap(user, SECRET)) {
            return Long.parseLong(
                    found(TOLD, String.join("\n", imap.command("SELECT INBOX"))).group(1));
        }
    }

    private static MatchResult found(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow();
    }
}
