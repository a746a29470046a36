/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 99, 100, 101, 1_000_000_000L, 999_999_999_999_999_999L, Long.MAX_VALUE})
    void aNumberIsWrittenInBase10WithoutLeadingZeros(long number) {
        assertThat(written(number)).isEqualTo(Long.toString(number));
    }

    @Property
    void anyNumberIsWrittenAsTheJdkWritesIt(@ForAll @LongRange(max = Long.MAX_VALUE) long number) {
        assertThat(written(number)).isEqualTo(Long.toString(number));
    }

    /** What stands around it stays. */
    private static String written(long number) {
        byte[] buffer = new byte[30];
        Arrays.fill(buffer, (byte) '#');
        int end = Decimal.write(number, buffer, 3);
        String text = new String(buffer, StandardCharsets.US_ASCII);
        assertThat(text).startsWith("###").endsWith("#".repeat(30 - end));
        return text.substring(3, end);
    }
}
