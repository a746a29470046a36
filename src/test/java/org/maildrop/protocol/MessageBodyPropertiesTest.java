/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.maildrop.snapshot.MessageInMemory;

/** What holds for any octets, pulled and read in any pieces. */
class MessageBodyPropertiesTest {
    @Property
    void unstuffAfterStuffIsTheMessageWithCrlfLineEnds(@ForAll("messages") byte[] stored) {
        Wire.Received received = Wire.strictly(Wire.drain(whole(stored)));

        assertThat(received.message()).isEqualTo(Wire.normalised(stored));
        assertThat(received.after()).isEmpty();
    }

    @Property
    void nothingInAMessageEndsTheResponseOfAClientThatTakesLfForALineEnd(@ForAll("messages") byte[] stored) {
        byte[] wire = Wire.drain(whole(stored));

        assertThat(Wire.leniently(wire).after()).isEmpty();
        assertThat(Wire.text(wire)).doesNotContainPattern("(?<!\r)\n").endsWith(".\r\n");
    }

    @Property
    void theMeasureIsTheNumberOfOctetsSentUnstuffed(
            @ForAll("messages") byte[] stored,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> pieces)
            throws IOException {
        String sent = Wire.strictly(Wire.drain(whole(stored))).message();

        assertThat(MessageOctets.measure(new PiecemealMessage(stored, ints(pieces))))
                .isEqualTo(new MessageOctets(sent.length(), sent.equals(Wire.text(stored))));
    }

    @Property
    void anyBuffersAndAnyReadsGiveTheSameOctets(
            @ForAll("messages") byte[] stored,
            @ForAll("lines") long lines,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> rooms,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> pieces) {
        byte[] atOnce = Wire.drain(MessageBody.top(new ByteArrayInputStream(stored), lines));

        PiecemealMessage fragmented = new PiecemealMessage(stored, ints(pieces));
        assertThat(Wire.drain(MessageBody.top(fragmented, lines), ints(rooms))).isEqualTo(atOnce);
    }

    @Property
    void aMessageInMemoryIsSentAndMeasuredAsOneThatIsRead(
            @ForAll("messages") byte[] stored,
            @ForAll("lines") long lines,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> rooms)
            throws IOException {
        byte[] before = stored.clone();
        MessageInMemory message = new MessageInMemory(stored);

        assertThat(Wire.drain(MessageBody.top(message, lines), ints(rooms)))
                .isEqualTo(Wire.drain(MessageBody.top(new ByteArrayInputStream(stored), lines)));
        assertThat(Wire.drain(MessageBody.whole(message))).isEqualTo(Wire.drain(whole(stored)));
        assertThat(MessageOctets.of(message)).isEqualTo(MessageOctets.measure(new ByteArrayInputStream(stored)));
        assertThat(stored).isEqualTo(before);
    }

    @Property
    void topIsTheWholeMessageCutAfterItsLines(@ForAll("messages") byte[] stored, @ForAll("lines") long lines) {
        Wire.Received top = Wire.strictly(Wire.drain(MessageBody.top(new ByteArrayInputStream(stored), lines)));
        List<String> whole = Wire.strictly(Wire.drain(whole(stored))).lines();

        int blank = whole.indexOf("");
        long sent = blank < 0 ? whole.size() : Math.min(whole.size() - blank - 1L, lines) + blank + 1;
        assertThat(top.lines()).isEqualTo(whole.subList(0, (int) sent));
        assertThat(top.after()).isEmpty();
    }

    @Provide
    Arbitrary<byte[]> messages() {
        Arbitrary<String> telling = Arbitraries.of("\r", "\n", "\r\n", "\r\n\r\n", ".", "..", "\n.\r\n", "x");
        Arbitrary<String> ordinary =
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(5);
        return Arbitraries.frequencyOf(Tuple.of(5, telling), Tuple.of(1, ordinary))
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<Long> lines() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 10), Arbitraries.longs().greaterOrEqual(0));
    }

    private static MessageBody whole(byte[] stored) {
        return MessageBody.whole(new ByteArrayInputStream(stored));
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
