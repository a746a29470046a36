/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE",
                "c: STAT",
                "USER bob",
                "USER Bob! secret",
                "MAIL nobody",
                "MAIL nobody 31d",
                "FOLDER nobody INBOX",
                "LOGIN nobody",
                "EXPUNGE nobody 1",
                "SECRET nobody x",
                "MODES line",
                "MODES line -- ",
                "MODES slow -- it is",
                "TRANSPORTS post -- it is",
                "C\\ \\q",
                "S\\ one\\r\\ntwo\\r\\n",
                "S\\ one",
                "| a block of nothing"
            })
    void refusesWhatItDoesNotKnowAndSaysWhere(String line) {
        assertThatThrownBy(() -> TranscriptParser.parse("topic/file.pop3", "# one\n" + line + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("topic/file.pop3:2: ");
    }

    @Test
    void readsEachLineOfAMessageAsItIsMeant() {
        String file = """
                USER bob secret
                MAIL bob
                |  blank first
                |
                |none
                \\ \\x00\\xff\\r\\t\\\\\\*3{ab}\\0
                MAIL bob
                |
                """;

        assertThat(TranscriptParser.parse("mail", file).steps())
                .containsExactly(
                        new Step.User("bob", "secret"),
                        new Step.Mail(
                                "bob",
                                Delivery.USUAL,
                                List.of(" blank first\r\n\r\nnone\r\n\0\u00ff\r\t\\ababab\0", "\r\n")));
    }

    @Test
    void mailOfAnotherAgeIsAStepOfItsOwn() {
        String file = "USER bob secret\nMAIL bob 31d\n| a\nMAIL bob 31d\n| b\nMAIL bob\n| c\n";

        assertThat(TranscriptParser.parse("mail", file).steps())
                .containsExactly(
                        new Step.User("bob", "secret"),
                        new Step.Mail("bob", new Delivery(31, "INBOX"), List.of("a\r\n", "b\r\n")),
                        new Step.Mail("bob", Delivery.USUAL, List.of("c\r\n")));
        assertThatThrownBy(() -> TranscriptParser.parse("mail", "USER bob secret\nMAIL bob 31\n"))
                .hasMessageContaining("mail:2: ");
    }

    @Test
    void mailForAnotherFolderIsAStepOfItsOwnAndFoldersAreLookedInto() {
        String file = "USER bob secret\nMAIL bob\n| a\nMAIL bob in Work\n| b\nMAIL bob 2d in Work\n| c\n"
                + "FOLDER bob Work\n| one\n| two, seen\nFOLDER bob Trash\n";

        assertThat(TranscriptParser.parse("mail", file).steps())
                .containsExactly(
                        new Step.User("bob", "secret"),
                        new Step.Mail("bob", Delivery.USUAL, List.of("a\r\n")),
                        new Step.Mail("bob", new Delivery(0, "Work"), List.of("b\r\n")),
                        new Step.Mail("bob", new Delivery(2, "Work"), List.of("c\r\n")),
                        new Step.Folder(8, "bob", "Work", List.of("one", "two, seen")),
                        new Step.Folder(11, "bob", "Trash", List.of()));
    }

    @Test
    void repeatsBlocksAndPieces() {
        String file = "REPEAT 2\nS: a\nREPEAT 2\nC\\ \\*2{b\\*2{c}\\r\\n}\nEND\nEND\n";

        Line.Expected a = new Line.Literal(2, "a\r\n");
        Line.Sent b = new Line.Sent(4, "bcc\r\nbcc\r\n");
        assertThat(TranscriptParser.parse("repeat", file).steps())
                .containsExactly(new Step.Exchange("", List.of(a, b, b, a, b, b)));
        assertThatThrownBy(() -> TranscriptParser.parse("repeat", "REPEAT 2\nC: a\n"))
                .hasMessageContaining("REPEAT without END");
    }

    @Test
    void isReplayedInEveryWayUnlessItSaysWhyNot() {
        assertThat(TranscriptParser.parse("all", "").modes()).hasSize(6);
        assertThat(TranscriptParser.parse("all", "").transports()).hasSize(2);

        Transcript restricted = TranscriptParser.parse("some", "MODES line pipelined -- why\nTRANSPORTS tls -- why\n");
        assertThat(restricted.modes()).containsExactly(Mode.LINE, Mode.PIPELINED);
        assertThat(restricted.transports()).containsExactly(Transport.TLS);
    }

    @Test
    void settingsAreTheServersOwn() {
        assertThat(TranscriptParser.parse("set", "SETTINGS\n| <maildrop/>\n").settings())
                .isEqualTo("<maildrop/>\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a\tb", "\0\u00ff\r\nx", "\\", "dot .\n"})
    void escapesAreReadAsTheyAreShown(String octets) {
        assertThat(Escapes.unescape(Escapes.readable(octets))).isEqualTo(octets);
    }

    @Test
    void chunksAreTheWholeInPieces() {
        assertThat(Mode.chunks(3).writes("12345678")).containsExactly("123", "456", "78");
        assertThat(Mode.PIPELINED.writes("12345678")).containsExactly("12345678");
    }
}
