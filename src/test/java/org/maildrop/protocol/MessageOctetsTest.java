/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessageOctetsTest {
    @ParameterizedTest(name = "[{0}]")
    @CsvSource({
        "'',           0, true",
        "A,            3, false",
        "AN,           3, false",
        "ARN,          3, true",
        "R,            3, false",
        "N,            2, false",
        "RN,           2, true",
        "RRN,          3, true",
        "NR,           5, false",
        "NRN,          4, false",
        "RNRN,         4, true",
        "ARNRNBNC,    11, false",
        ".RN,          3, true",
        "RN.RN..RN,    9, true",
    })
    void anUnstuffedLineIsCountedWithItsCrlf(String written, long octets, boolean asStored) throws IOException {
        byte[] stored = written.replace('R', '\r').replace('N', '\n').getBytes(StandardCharsets.US_ASCII);

        assertThat(MessageOctets.measure(new PiecemealMessage(stored, 1024)))
                .isEqualTo(new MessageOctets(octets, asStored));
    }

    @ParameterizedTest
    @EnumSource
    void anAwkwardMessageIsAsLongAsItIsSent(AwkwardMessage message) throws IOException {
        String sent = Wire.strictly(message.wire()).message();

        assertThat(MessageOctets.measure(message.stored()))
                .isEqualTo(new MessageOctets(sent.length(), Arrays.equals(message.octets(), bytes(sent))));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentOnceIsSentAsStoredTheNextTime(AwkwardMessage message) throws IOException {
        byte[] sent = bytes(Wire.strictly(message.wire()).message());

        assertThat(MessageOctets.measure(new PiecemealMessage(sent, 5000)))
                .isEqualTo(new MessageOctets(sent.length, true));
    }

    @Test
    void aMessageThatCannotBeReadHasNoSize() {
        PiecemealMessage broken = new PiecemealMessage(AwkwardMessage.ORDINARY.octets(), 4).failingAt(8);

        assertThatThrownBy(() -> MessageOctets.measure(broken)).isInstanceOf(IOException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
