/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.maildrop.testing.Proofs;

/** A transcript passes on a server that does what it says, and on no other. */
class ReplayTest {
    private static final String SESSION = """
            S: +OK ready
            C: STAT
            S: +OK 2 320
            C: LIST
            S: +OK
            S: 1 120
            S: 2 200
            S: .
            C: QUIT
            S: +OK bye
            CLOSED
            """;
    private static final Map<String, String> RIGHT = Map.of(
            "STAT", "+OK 2 320\r\n",
            "LIST", "+OK\r\n1 120\r\n2 200\r\n.\r\n",
            "QUIT", "+OK bye\r\n" + ScriptedServer.CLOSE);

    static Iterable<Mode> modes() {
        return Mode.all();
    }

    /** Those that differ in how replies are read. */
    static Iterable<Mode> ways() {
        return List.of(Mode.LINE, Mode.PIPELINED);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void passesOnARightServer(Mode mode) throws IOException {
        try (ScriptedServer server = new ScriptedServer(RIGHT::get)) {
            Replay.run(TranscriptParser.parse("right", SESSION), mode, Transport.CLEAR, server);

            assertThat(server.heard).containsExactly("STAT\r\n", "LIST\r\n", "QUIT\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsOnAMissingLine(Mode mode) {
        assertFails(mode, "LIST", "+OK\r\n1 120\r\n.\r\n", "wrong:7", "S: 2 200", "| .");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsOnAnExtraLine(Mode mode) {
        assertFails(mode, "STAT", "+OK 2 320\r\n.\r\n", "wrong:5", "S: +OK");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsOnOtherText(Mode mode) {
        assertFails(mode, "STAT", "+OK 2 321\r\n", "wrong:3", "S: +OK 2 320", "+OK 2 321");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsOnABareLineFeed(Mode mode) {
        assertFails(mode, "STAT", "+OK 2 320\n", "wrong:3", "+OK 2 320\\n");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsOnASilentServer(Mode mode) {
        assertFails(mode, "QUIT", "", "wrong:10", "(nothing more within the time limit)");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsOnAServerThatDoesNotClose(Mode mode) {
        assertFails(mode, "QUIT", "+OK bye\r\n", "wrong:11", "CLOSED", "(nothing more within the time limit)");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsOnAServerThatClosesTooEarly(Mode mode) {
        assertFails(mode, "LIST", "+OK\r\n1 1" + ScriptedServer.CLOSE, "wrong:6", "1 1 (");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsOnWordsAfterTheEnd(Mode mode) {
        assertFails(mode, "QUIT", "+OK bye\r\nand\r\n" + ScriptedServer.CLOSE, "wrong:11", "CLOSED", "| and");
    }

    private static void assertFails(Mode mode, String keyword, String answer, String... told) {
        UnaryOperator<String> wrong = line -> line.equals(keyword) ? answer : RIGHT.get(line);
        assertThatThrownBy(() -> {
                    try (ScriptedServer server = new ScriptedServer(wrong).impatient()) {
                        Replay.run(TranscriptParser.parse("wrong", SESSION), mode, Transport.CLEAR, server);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(mode.name() + ", in clear")
                .hasMessageContainingAll(told);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsOnALineAfterTheLastOneExpected(Mode mode) throws IOException {
        Transcript transcript = TranscriptParser.parse("short", "S: +OK ready\nC: STAT\nS: +OK 2 320\n");
        try (ScriptedServer server = new ScriptedServer(line -> "+OK 2 320\r\n.\r\n")) {
            assertThatThrownBy(() -> Replay.run(transcript, mode, Transport.CLEAR, server))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("(end of the transcript)");
        }
        try (ScriptedServer server = new ScriptedServer(line -> "+OK 2 320\r\n")) {
            assertThatCode(() -> Replay.run(transcript, mode, Transport.CLEAR, server))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aServerMayStopReadingUntilItsRepliesAreRead() throws IOException {
        String reply = "+OK " + "x".repeat(4096);
        String file = "S: +OK ready\nREPEAT 5000\nC: NOOP\nS: " + reply + "\nEND\n";
        try (ScriptedServer server = new ScriptedServer(line -> reply + "\r\n")) {
            Replay.run(TranscriptParser.parse("long", file), Mode.PIPELINED, Transport.CLEAR, server);

            assertThat(server.heard).filteredOn("NOOP\r\n"::equals).hasSize(5000);
        }
    }

    @Test
    void usersHaveNamesOfTheirOwnOnTheWire() throws IOException {
        String file = """
                USER bob  a b\s
                MAIL bob
                | To: bob
                \\ bare\\n
                EXPUNGE bob 1
                S: +OK ready
                C: USER bob
                S~ +OK {bob} {number} {any}
                """;
        try (ScriptedServer server = new ScriptedServer(line -> line.replace("USER", "+OK") + " 12 is welcome\r\n")) {
            Replay.run(TranscriptParser.parse("names", file), Mode.LINE, Transport.CLEAR, server);

            String bob = server.heard.get(0).replace("USER ", "").strip();
            assertThat(bob).matches("bob-\\d+@example.org");
            assertThat(server.backstage)
                    .containsExactly(
                            "user " + bob + "  a b ", "mail " + bob + " To: bob\r\nbare\n", "expunge " + bob + " 1");
        }
    }

    @Test
    void aFolderThatHasOtherMessagesIsAFailure() throws IOException {
        try (ScriptedServer server = new ScriptedServer(line -> "+OK\r\n").impatient()) {
            Replay.run(folder("| one\n| two, seen\n"), Mode.LINE, Transport.CLEAR, server);

            assertThatThrownBy(() -> Replay.run(folder("| one\n"), Mode.LINE, Transport.CLEAR, server))
                    .hasMessageContaining("folders:2")
                    .hasMessageContaining("two, seen");
        }
    }

    private static Transcript folder(String block) {
        return TranscriptParser.parse("folders", "USER bob secret\nFOLDER bob Trash\n" + block);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void theDigestOfApopIsThatOfTheSessionsGreeting(Mode mode) throws IOException {
        String file = """
                USER mrose secret
                SECRET mrose tanstaaf
                S: +OK ready <1896.697170952@dbc.mtview.ca.us>
                C\\ APOP x \\apop{tanstaaf}\\r\\n
                S: +OK
                SESSION other
                S: +OK ready <1896.697170952@dbc.mtview.ca.us>
                C\\ APOP y \\apop{tan}\\r\\n
                S: +OK
                """;
        try (ScriptedServer server =
                new ScriptedServer("+OK ready <1896.697170952@dbc.mtview.ca.us>\r\n", line -> "+OK\r\n")) {
            Replay.run(TranscriptParser.parse("apop", file), mode, Transport.CLEAR, server);

            assertThat(server.heard.get(0)).isEqualTo("APOP x c4c9334bac560ecc979e58001b3e22fb\r\n");
            assertThat(server.heard.stream().filter(line -> line.startsWith("APOP y")))
                    .containsExactly("APOP y 0440b2748e9c841ca6ba2b684d10c74c\r\n");
            assertThat(server.backstage.get(1)).matches("secret mrose-\\d+@example.org tanstaaf");
        }
    }

    @Test
    void aProofIsOfTheLastChallenge() throws IOException {
        String file = """
                USER tim secret
                S: +OK ready
                C: AUTH CRAM-MD5
                S~ + {any}
                C\\ \\cram{joe tanstaaftanstaaf}\\r\\n
                S~ + {any}
                C\\ \\scram{SHA-1 joe pencil}\\r\\n
                S~ + {any}
                """;
        String challenge = base64("r=" + Proofs.Scram.NONCE + "x,s=QSXCR+Q6sek8bf92,i=4096");
        try (ScriptedServer server = new ScriptedServer(line -> line.startsWith("AUTH")
                ? "+ " + base64("<1896.697170952@postoffice.reston.mci.net>") + "\r\n"
                : "+ " + challenge + "\r\n")) {
            Replay.run(TranscriptParser.parse("proofs", file), Mode.LINE, Transport.CLEAR, server);

            assertThat(server.heard.get(1)).isEqualTo(base64("joe b913a602c7eda7a495b4e6e7334d3890") + "\r\n");
            assertThat(new String(Base64.getMimeDecoder().decode(server.heard.get(2)), StandardCharsets.ISO_8859_1))
                    .matches("c=biws,r=" + Proofs.Scram.NONCE + "x,p=[A-Za-z0-9+/]{27}=");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aProofOfWhatWasNotChallengedIsAFaultOfTheTranscript() throws IOException {
        Transcript transcript = TranscriptParser.parse("none", "S: +OK ready\nC\\ \\apop{x}\\r\\n\n");
        try (ScriptedServer server = new ScriptedServer(line -> "")) {
            assertThatThrownBy(() -> Replay.run(transcript, Mode.LINE, Transport.CLEAR, server))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("timestamp");
        }
    }

    @Test
    void holesInALineHoldNoOtherText() throws IOException {
        Transcript transcript = TranscriptParser.parse("holes", "S~ +OK {number} rea{any}\n");
        try (ScriptedServer server = new ScriptedServer(line -> "")) {
            assertThatThrownBy(() -> Replay.run(transcript, Mode.LINE, Transport.CLEAR, server))
                    .hasMessageContaining("holes:1");
        }
    }

    @Test
    void severalSessionsTakeTurnsAndAClientMayGoWithoutAWord() throws IOException {
        String file = """
                SESSION a
                S: +OK ready
                C: ONE
                S: +OK
                SESSION b
                S: +OK ready
                C: TWO
                S: +OK
                DROP
                SESSION a
                C: THREE
                S: +OK
                RESET
                """;
        try (ScriptedServer server = new ScriptedServer(line -> "+OK\r\n")) {
            Replay.run(TranscriptParser.parse("two", file), Mode.PIPELINED, Transport.CLEAR, server);

            Awaitility.await().until(() -> server.heard.containsAll(List.of("", "(reset)")));
            assertThat(server.heard).containsSubsequence("ONE\r\n", "TWO\r\n", "THREE\r\n");
        }
    }

    @Test
    void octetsInClearBehindTheReplyToStlsAreAFault() throws IOException {
        Transcript transcript = TranscriptParser.parse("stls", "S: +OK ready\nC: STLS\nS: +OK\nSTARTTLS\n");
        try (ScriptedServer server = new ScriptedServer(line -> "+OK\r\n-ERR injected\r\n")) {
            assertThatThrownBy(() -> Replay.run(transcript, Mode.LINE, Transport.CLEAR, server))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("stls:4", "injected");
        }
    }
}
