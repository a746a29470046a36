/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Looking for LF eight octets at a time finds what looking one by one does. */
class LineFeedsTest {
    @Property
    void theNextLineFeedIsTheOneThatIsFoundOctetByOctet(
            @ForAll @Size(max = 40) byte[] octets,
            @ForAll @IntRange(max = 40) int from,
            @ForAll @IntRange(max = 40) int to) {
        int end = Math.min(to, octets.length);
        int begin = Math.min(from, end);

        assertThat(LineFeeds.next(octets, begin, end)).isEqualTo(oneByOne(octets, begin, end));
    }

    @Test
    void itIsFoundBehindAndBesideEveryOtherOctet() {
        for (int octet = 0; octet < 256; octet++) {
            for (int at = 0; at < 20; at++) {
                byte[] octets = new byte[20];
                Arrays.fill(octets, (byte) octet);
                octets[at] = '\n';
                for (int from = 0; from <= at; from++) {
                    assertThat(LineFeeds.next(octets, from, 20)).isEqualTo(oneByOne(octets, from, 20));
                    assertThat(LineFeeds.next(octets, from, at)).isEqualTo(oneByOne(octets, from, at));
                }
            }
        }
    }

    private static int oneByOne(byte[] octets, int from, int to) {
        for (int at = from; at < to; at++) {
            if (octets[at] == '\n') {
                return at;
            }
        }
        return to;
    }
}
