/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageBodyTest {
    private static final int MEGABYTE = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void anAwkwardMessageIsSentAsTheRfcHasIt(AwkwardMessage message) {
        assertThat(Wire.drain(MessageBody.whole(message.stored()))).isEqualTo(message.wire());
    }

    @ParameterizedTest
    @EnumSource
    void anAwkwardMessageIsTheSameThroughBuffersOfOneOctet(AwkwardMessage message) {
        assertThat(Wire.drain(MessageBody.whole(message.stored()), 1)).isEqualTo(message.wire());
    }

    @ParameterizedTest
    @EnumSource
    void anAwkwardMessageIsTheSameWhenItIsReadOctetByOctet(AwkwardMessage message) {
        PiecemealMessage stored = new PiecemealMessage(message.octets(), 1);

        assertThat(Wire.drain(MessageBody.whole(stored))).isEqualTo(message.wire());
    }

    @ParameterizedTest
    @EnumSource
    void topWithMoreLinesThanThereAreIsTheWholeMessage(AwkwardMessage message) {
        assertThat(Wire.drain(MessageBody.top(message.stored(), 1_000_000))).isEqualTo(message.wire());
        assertThat(Wire.drain(MessageBody.top(message.stored(), Long.MAX_VALUE)))
                .isEqualTo(message.wire());
    }

    /** N is written for LF, | for CRLF. */
    @ParameterizedTest(name = "TOP {1} of {0}")
    @CsvSource({
        "h|k||1|2|3|,     0, h|k||.|",
        "h|k||1|2|3|,     1, h|k||1|.|",
        "h|k||1|2|3|,     2, h|k||1|2|.|",
        "h|k||1|2|3|,     3, h|k||1|2|3|.|",
        "h|k||1|2|3|,     4, h|k||1|2|3|.|",
        "h|k||1|2|3,      3, h|k||1|2|3|.|",
        "hNkNN1N2N3N,     0, h|k||.|",
        "hNkNN1N2N3N,     2, h|k||1|2|.|",
        "h|kN|1|N3N,      2, h|k||1||.|",
        "h|||||x|,        0, h||.|",
        "h|||||x|,        2, h||||.|",
        "|1|2|,           0, |.|",
        "|1|2|,           1, |1|.|",
        "N1|2|,           1, |1|.|",
        "h|k|,            0, h|k|.|",
        "h,               0, h|.|",
        "'',              0, .|",
        "'',              5, .|",
        "h||,             0, h||.|",
        "h||,             9, h||.|",
        ".||.|x|,         0, ..||.|",
        ".||.|x|,         1, ..||..|.|",
        "hNN.NxN,         1, h||..|.|",
        "h|.|k||.|x|,     0, h|..|k||.|",
    })
    void topIsTheHeaderTheBlankLineAndSoManyLines(String stored, long lines, String wire) {
        InputStream message = new ByteArrayInputStream(octets(stored));

        assertThat(Wire.text(Wire.drain(MessageBody.top(message, lines)))).isEqualTo(Wire.text(octets(wire)));
    }

    @Test
    void topReadsNoMoreThanABlockBeyondItsLastLine() {
        byte[] large = octets("h||1|2|" + "x".repeat(50 * MEGABYTE));
        PiecemealMessage stored = new PiecemealMessage(large, Integer.MAX_VALUE);

        assertThat(Wire.text(Wire.drain(MessageBody.top(stored, 2)))).isEqualTo("h\r\n\r\n1\r\n2\r\n.\r\n");
        assertThat(stored.octetsRead()).isLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void topDoesNotAskForMoreOnceItHasItsLines() throws IOException {
        byte[] message = octets("h||1|");
        PiecemealMessage stored = new PiecemealMessage(message, message.length).failingAt(message.length);

        assertThat(Wire.text(Wire.drain(MessageBody.top(stored, 1)))).isEqualTo("h\r\n\r\n1\r\n.\r\n");
    }

    @Test
    void anEndedBodyStaysEnded() throws IOException {
        MessageBody body = MessageBody.whole(AwkwardMessage.ORDINARY.stored());
        byte[] buffer = new byte[100];

        assertThat(body.fill(buffer, 0, 100)).isEqualTo(AwkwardMessage.ORDINARY.wire().length);
        assertThat(body.fill(buffer, 0, 100)).isEqualTo(-1);
        body.close();
        assertThat(body.fill(buffer, 0, 100)).isEqualTo(-1);
    }

    @Test
    void onlyTheGivenPartOfTheBufferIsWritten() throws IOException {
        MessageBody body = MessageBody.whole(AwkwardMessage.ORDINARY.stored());
        byte[] buffer = "##########".getBytes(StandardCharsets.US_ASCII);

        assertThat(body.fill(buffer, 3, 4)).isEqualTo(4);
        assertThat(Wire.text(buffer)).isEqualTo("###A: b###");
        assertThat(body.fill(buffer, 3, 0)).isZero();
        assertThatThrownBy(() -> body.fill(buffer, 8, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6, 8, 13, 14})
    void aMessageThatBreaksNeverLooksWhole(int readable) {
        byte[] message = octets("h|k||1|2|3|");
        PiecemealMessage stored = new PiecemealMessage(message, 3).failingAt(readable);
        MessageBody body = MessageBody.whole(stored);

        StringBuilder wire = new StringBuilder();
        assertThatThrownBy(() -> pullOctetByOctet(body, wire)).hasMessage("the store broke");
        assertThatThrownBy(() -> pullOctetByOctet(body, wire)).isInstanceOf(IOException.class);

        assertThat(wire).hasToString(Wire.text(message).substring(0, readable));
    }

    @Test
    void aMessageWhoseReadingThrowsAnythingNeverLooksWhole() {
        MessageBody body = MessageBody.whole(new InputStream() {
            private boolean asked;

            @Override
            public int read() {
                if (asked) {
                    return -1;
                }
                asked = true;
                throw new IllegalStateException("a defect of the store");
            }
        });

        assertThatThrownBy(() -> body.fill(new byte[10], 0, 10)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> body.fill(new byte[10], 0, 10)).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyClosedInTheMiddleNeverLooksWhole() throws IOException {
        PiecemealMessage stored = new PiecemealMessage(octets("h||1|"), 3);
        MessageBody body = MessageBody.whole(stored);
        byte[] buffer = new byte[100];
        assertThat(body.fill(buffer, 0, 3)).isEqualTo(3);

        body.close();

        assertThat(stored.isClosed()).isTrue();
        assertThatThrownBy(() -> body.fill(buffer, 0, 100)).isInstanceOf(IOException.class);
    }

    @Test
    void topOfANegativeNumberOfLinesIsADefectOfTheCaller() {
        assertThatThrownBy(() -> MessageBody.top(InputStream.nullInputStream(), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void pullOctetByOctet(MessageBody body, StringBuilder wire) throws IOException {
        byte[] one = new byte[1];
        while (body.fill(one, 0, 1) == 1) {
            wire.append((char) one[0]);
        }
    }

    private static byte[] octets(String written) {
        return written.replace("|", "\r\n").replace('N', '\n').getBytes(StandardCharsets.ISO_8859_1);
    }
}
