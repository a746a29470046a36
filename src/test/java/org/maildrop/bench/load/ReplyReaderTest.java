/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
    private static final byte[] MESSAGE = octets("Subject: dots\r\n\r\n.\r\n..two\r\nmore.\r\n\r\n");
    private static final String SENT = "+OK here\r\nSubject: dots\r\n\r\n..\r\n...two\r\nmore.\r\n\r\n.\r\n";

    private final ReplyReader reader = new ReplyReader();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1_000})
    void takesRepliesApartHoweverTheyArrive(int chunk) {
        reader.expect(List.of(
                Expected.line("STAT", "+OK 1 2"),
                Expected.body("RETR 1", Body.of(MESSAGE)::equals),
                Expected.line("QUIT")));
        byte[] sent = octets("+OK 1 2\r\n" + SENT + "+OK\r\n");

        for (int from = 0; from < sent.length; from += chunk) {
            assertThat(reader.isDone()).isFalse();
            byte[] block = Arrays.copyOfRange(sent, from, Math.min(sent.length, from + chunk));
            reader.read(block, block.length);
        }

        assertThat(reader.isDone()).isTrue();
    }

    @Test
    void anEmptyBodyIsOne() {
        reader.expect(List.of(Expected.body("UIDL", Body.of(new byte[0])::equals)));

        read("+OK\r\n.\r\n");

        assertThat(reader.isDone()).isTrue();
    }

    @Test
    void aReplyIsNotDoneBeforeItsLastOctet() {
        reader.expect(List.of(Expected.body("RETR 1", Body.of(MESSAGE)::equals)));

        read(SENT.substring(0, SENT.length() - 1));

        assertThat(reader.isDone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-ERR no\r\n",
                "+OK bare\n",
                "+OK here\r\nSubject: dots\n",
                "+OK here\r\nSubject: dots\r\rX",
                "+OK here\r\n.unstuffed\r\n",
                "+OK here\r\n.\rX",
                "+OK here\r\nSubject: other\r\n.\r\n",
                "+OK here\r\n.\r\n",
            })
    void aWrongReplyIsFound(String wrong) {
        reader.expect(List.of(Expected.body("RETR 1", Body.of(MESSAGE)::equals)));

        assertThatThrownBy(() -> read(wrong)).isInstanceOf(WrongReplyException.class);
    }

    @Test
    void octetsThatNobodyHasAskedForAreFound() {
        reader.expect(List.of(Expected.line("NOOP")));

        assertThatThrownBy(() -> read("+OK\r\n+OK\r\n")).hasMessageContaining("5 octets more");
    }

    @Test
    void aStatusLineHasAnEnd() {
        reader.expect(List.of(Expected.line("NOOP")));

        assertThatThrownBy(() -> read("+OK " + "x".repeat(600))).hasMessageContaining("without an end");
    }

    @Test
    void linesAndOctetsAreCounted() {
        assertThat(Body.of(MESSAGE).lines()).isEqualTo(6);
        assertThat(Body.of(MESSAGE).octets()).isEqualTo(MESSAGE.length);
    }

    private void read(String text) {
        byte[] octets = octets(text);
        reader.read(octets, octets.length);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
