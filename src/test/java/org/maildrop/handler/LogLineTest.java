/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maildrop.testing.LoggedLine;

class LogLineTest {
    private static String of(String value) {
        return new LogLine().with("user", value).toString();
    }

    @Test
    void valuesFollowOneAnother() {
        LogLine line = new LogLine()
                .with("user", "bob@example.org")
                .with("nobody", Optional.empty())
                .with("somebody", Optional.of("alice"))
                .with("octets", 5_000_000_000L)
                .with("duration", Duration.ofNanos(61_002_900_000L))
                .with("at-once", Duration.ZERO)
                .without("hash");

        assertThat(line)
                .hasToString("user=bob@example.org nobody=- somebody=alice octets=5000000000"
                        + " duration=61.002 at-once=0.000 hash=-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "bob|bob",
                "m\u00fcller@example.org|m\u00fcller@example.org",
                "fe80::1%eth0|fe80::1%eth0",
                "USER/PASS|USER/PASS",
                "bob smith|\"bob smith\"",
                "bob=1|\"bob=1\"",
                "bo\"b|\"bo\\\"b\"",
                "bo\\b|\"bo\\\\b\"",
                "-|\"-\"",
                "''|\"\"",
            })
    void aValueIsInQuotesWhereItCouldBeMistaken(String value, String told) {
        assertThat(of(value)).isEqualTo("user=" + told);
    }

    @ParameterizedTest
    @CsvSource({"000a", "000d", "0000", "001b", "007f", "0085", "00a0", "2028", "202e", "200b", "d83d"})
    void whatMayEndALineOrTurnItAroundIsToldByItsNumber(String code) {
        char character = (char) Integer.parseInt(code, 16);

        assertThat(of("a" + character + "b")).isEqualTo("user=\"a\\u" + code + "b\"");
    }

    @Test
    void anotherLineCannotBeForged() {
        String line = of("bob\r\n2026-01-01 INFO org.maildrop.logins - outcome=entered user=\"root\"");

        assertThat(line).doesNotContain("\r").doesNotContain("\n").doesNotContain(" user=\"");
        assertThat(LoggedLine.of(line).keys()).containsExactly("user");
    }

    @Test
    void aLongValueIsCut() {
        assertThat(of("x".repeat(LogLine.LONGEST))).hasSize("user=".length() + LogLine.LONGEST);
        assertThat(of("x".repeat(12_000))).isEqualTo("user=\"" + "x".repeat(LogLine.LONGEST) + "\\u2026\"");
    }
}
