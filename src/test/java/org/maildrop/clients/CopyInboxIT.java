/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.ImapClient;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.TcpProxy;

/** {@code src/migration/copy-inbox.py}: what it copies keeps its unique-ids. Both servers are one James here. */
class CopyInboxIT {
    private static final int GAP = 700;

    private final JamesProcess james = JamesProcess.shared();
    private final Account old = Account.of(james, "gehe\u00efm");
    private final Account copy = Account.of(james, "secret\u2603");

    /** Gets the passwords line by line: as arguments those in UTF-8 are not safe on every machine. */
    private static final String WITH_PASSWORDS =
            "read -r from; read -r to; FROM_PASSWORD=$from TO_PASSWORD=$to PYTHONUTF8=1 exec python3 \"$@\"";

    private Tool.Result copies() {
        return copies(james.imapPort());
    }

    private Tool.Result copies(int oldPort) {
        Tool.required("python3");
        return Tool.required("sh")
                .run(
                        old.password() + "\n" + copy.password() + "\n",
                        "-c",
                        WITH_PASSWORDS,
                        "sh",
                        "src/migration/copy-inbox.py",
                        "--from=127.0.0.1:" + oldPort,
                        "--to=127.0.0.1:" + james.imapPort(),
                        "--user=" + old.name(),
                        "--to-user=" + copy.name());
    }

    private List<String> uniqueIds(Account account) {
        return lines(account, "UIDL");
    }

    private List<String> lines(Account account, String command) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            client.login(account.name(), account.password());
            return client.lines(command);
        }
    }

    /** Mails of a maildrop of which most have been removed. */
    private void gap(int length) {
        old.with("Subject: gone\r\n\r\n");
        int there = old.count();
        try (ImapClient imap = james.imap(old.name(), old.password())) {
            imap.command("SELECT INBOX");
            for (int more = 1; more < length; more++) {
                imap.append("Subject: gone\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            imap.command("SELECT INBOX");
            imap.command("STORE " + there + ":* +FLAGS.SILENT (\\Deleted)");
            imap.command("EXPUNGE");
        }
    }

    @Test
    void whatIsCopiedKeepsItsUniqueIdsAndItsOctets() {
        gap(GAP);
        old.with("Subject: first\r\n\r\n.\r\n..two dots\r\n");
        gap(3);
        old.with("Subject: second\r\n\r\nno line end", "Subject: third\r\n\r\n\u00e4\r\n");
        gap(2);

        Tool.Result first = copies();
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).startsWith(old.name() + ": 3 copied, 0 were there; old uidvalidity ");
        assertThat(uniqueIds(copy)).containsExactly("1 701", "2 705", "3 706").isEqualTo(uniqueIds(old));
        assertThat(lines(copy, "LIST")).isEqualTo(lines(old, "LIST"));
        for (int number = 1; number <= 3; number++) {
            assertThat(lines(copy, "RETR " + number)).isEqualTo(lines(old, "RETR " + number));
        }

        // Behind the gap at the end: the next mail of either has the same unique-id.
        old.with("Subject: new\r\n\r\n");
        Tool.Result second = copies();
        assertThat(second.out()).startsWith(old.name() + ": 1 copied, 3 were there;");
        assertThat(second.exitCode()).isZero();
        assertThat(uniqueIds(copy)).endsWith("4 709").isEqualTo(uniqueIds(old));
    }

    @Test
    void mailThatIsThereAlreadyIsNotMistakenForACopy() {
        old.with("Subject: old\r\n\r\nold\r\n", "Subject: two\r\n\r\n");
        copy.with("Subject: somebody else's\r\n\r\n");
        Tool.Result refused = copies();
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).contains("the uid 1 is another message's in the new INBOX");
        assertThat(copy.count()).isOne();
    }

    @Test
    void whatIsRemovedFromTheOldInboxMeanwhileIsLeftAndTold() {
        old.with("Subject: one\r\n\r\n", "Subject: two\r\n\r\n");
        assertThat(copies().exitCode()).isZero();
        james.expunge(old.name(), old.password(), 1);
        Tool.Result again = copies();
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("1 are in the new INBOX only");
        assertThat(uniqueIds(copy)).containsExactly("1 1", "2 2");
    }

    /** Whatever the script is about to ask the old server when it comes. */
    @ParameterizedTest
    @ValueSource(strings = {"EXAMINE", "RFC822.SIZE", "BODY.PEEK[]"})
    void mailThatComesToTheOldInboxMeanwhileIsTakenByTheNextRun(String asked) {
        old.with("Subject: one\r\n\r\n");
        AtomicBoolean come = new AtomicBoolean();
        TcpProxy.Ear postman = (octets, count) -> {
            if (new String(octets, 0, count, StandardCharsets.ISO_8859_1).contains(asked) && !come.getAndSet(true)) {
                old.with("Subject: late\r\n\r\n");
            }
        };
        try (TcpProxy wire = new TcpProxy("127.0.0.1", james.imapPort(), () -> postman)) {
            copies(wire.port());
        }
        assertThat(come).isTrue();

        Tool.Result next = copies();
        assertThat(next.err()).isEmpty();
        assertThat(next.exitCode()).isZero();
        assertThat(uniqueIds(copy)).containsExactly("1 1", "2 2").isEqualTo(uniqueIds(old));
    }

    @Test
    void bareLineEndsStayWhatTheyAre() {
        old.with("Subject: x\r\n\r\na\rb\nc\r\n");
        Tool.Result result = copies();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(content(copy)).contains("RFC822.SIZE 21").isEqualTo(content(old));
    }

    /** With its size, because in the lines one end is as another. */
    private String content(Account account) {
        try (ImapClient imap = james.imap(account.name(), account.password())) {
            imap.command("EXAMINE INBOX");
            return String.join("\n", imap.command("FETCH 1 (RFC822.SIZE BODY.PEEK[])"));
        }
    }
}
