/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SampleMessageTest {
    @Test
    void itIsAsLongAsItHasToBeWhateverItsLastLineIs() {
        for (int size = SampleMessage.SMALLEST + 900; size < SampleMessage.SMALLEST + 1_100; size++) {
            String text = text(new SampleMessage(17, size).octets());

            assertThat(text).hasSize(size).endsWith("\r\n");
            assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        }
    }

    @Test
    void itHasHeadersAndThenLinesOfWhichSomeBeginWithADot() {
        SampleMessage message = new SampleMessage(17, 20_000);

        assertThat(text(message.headers()))
                .startsWith("Return-Path: <")
                .contains("\r\nSubject: Minutes of meeting number 7,")
                .endsWith("\r\n\r\n");
        assertThat(text(message.octets())).startsWith(text(message.headers()));
        assertThat(text(message.octets()).split("\r\n\\.", -1)).hasSizeGreaterThan(20);
    }

    @Test
    void neighboursDifferAndTheEleventhIsAsTheFirst() {
        byte[] first = new SampleMessage(0, 2_000).octets();

        assertThat(new SampleMessage(1, 2_000).octets()).isNotEqualTo(first);
        assertThat(new SampleMessage(SampleMessage.DIFFERENT, 2_000).octets()).isEqualTo(first);
    }

    @Test
    void itsHeadersNeedSomeRoom() {
        assertThat(new SampleMessage(99, SampleMessage.SMALLEST).headers()).hasSizeLessThan(SampleMessage.SMALLEST - 3);
        assertThatThrownBy(() -> new SampleMessage(1, SampleMessage.SMALLEST - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.US_ASCII);
    }
}
