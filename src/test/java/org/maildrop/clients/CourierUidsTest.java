/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code src/migration/courier-uids.py}, on the two files that a Courier 1.0.16 has written of one Maildir. */
class CourierUidsTest {
    private static final String IMAP = """
            1 795548055 15
            4 1795548055.M736614P16950V00I0022E428_3.mail,S=29
            12 1795548056.M103291P16950V00I0022E423_11.mail,S=29
            13 1795548056.M144010P16950V00I0022E425_12.mail,S=21
            """;
    private static final String POP3 = """
            /3 11 1795548055
            1795548055.M736614P16950V00I0022E428_3.mail,S=29:2, 33 10:1795548055:0
            1795548056.M103291P16950V00I0022E423_11.mail,S=29:2,FS 32 8:1795548055:0
            1795548056.M144010P16950V00I0022E425_12.mail,S=21 24 9:1795548055:1
            """;

    @TempDir
    private Path maildir;

    @BeforeEach
    void bothHaveCounted() throws IOException {
        Files.writeString(imap(), IMAP);
        Files.writeString(pop3(), POP3);
    }

    private Path imap() {
        return maildir.resolve("courierimapuiddb");
    }

    private Path pop3() {
        return maildir.resolve("courierpop3dsizelist");
    }

    private Path kept() {
        return maildir.resolve("courierimapuiddb.before");
    }

    private Tool.Result converted() {
        return Tool.required("python3").run("", "src/migration/courier-uids.py", maildir.toString());
    }

    @Test
    void imapIsGivenWhatPop3HasCountedInTheOrderOfTheUids() throws IOException {
        Tool.Result result = converted();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo(maildir + ": 3 messages\n");
        assertThat(imap()).hasContent("""
                1 1795548055 11
                8 1795548056.M103291P16950V00I0022E423_11.mail,S=29
                9 1795548056.M144010P16950V00I0022E425_12.mail,S=21
                10 1795548055.M736614P16950V00I0022E428_3.mail,S=29
                """);
        assertThat(pop3()).hasContent(POP3);
    }

    @Test
    void whatImapHadIsKeptWhateverIsDoneAgain() throws IOException {
        converted();
        Files.writeString(pop3(), POP3.replace("/3 11 ", "/3 15 "));
        assertThat(converted().exitCode()).isZero();
        assertThat(imap()).content().startsWith("1 1795548055 15\n");
        assertThat(kept()).hasContent(IMAP);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"8:0:0", "0:0:0", "8:1795548054:0"})
    void nothingIsWrittenIfAMessageHasAUniqueIdThatNoTemplateSpells(String numbers) throws IOException {
        Files.writeString(pop3(), POP3.replace("8:1795548055:0", numbers));
        Tool.Result refused = converted();
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).contains("left as it was", "1795548056.M103291P16950V00I0022E423_11.mail");
        assertThat(imap()).hasContent(IMAP);
        assertThat(kept()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/2 11 1795548055", "1795548055.M736614 33", ""})
    void aListOfAnotherVersionIsNotRead(String head) throws IOException {
        Files.writeString(pop3(), POP3.replace("/3 11 1795548055", head));
        Tool.Result refused = converted();
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).contains("left as it was", "another version");
        assertThat(imap()).hasContent(IMAP);
    }

    @Test
    void aMaildirThatPop3HasNeverSeenIsLeft() throws IOException {
        Files.delete(pop3());
        assertThat(converted().exitCode()).isOne();
        assertThat(imap()).hasContent(IMAP);
    }
}
