/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
    /** RFC 4013, section 3: its examples, where they have a result. */
    @ParameterizedTest
    @CsvSource(
            value = {"I\u00adX|IX", "user|user", "USER|USER", "\u00aa|a", "\u2168|IX"},
            delimiter = '|')
    void theRfcsExamplesBecomeWhatItSays(String given, String prepared) {
        assertThat(Preparation.of(given)).contains(prepared);
    }

    /** RFC 4013, section 3: its examples of prohibited and of wrongly mixed text. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0007", "\u0627\u0031"})
    void theRfcsOtherExamplesAreNothing(String given) {
        assertThat(Preparation.of(given)).isEmpty();
    }

    @Test
    void howItWasTypedDoesNotMatter() {
        assertThat(Preparation.of("Gru\u0308\u00dfe")).contains("Gr\u00fc\u00dfe");
        assertThat(Preparation.of("a\u00a0b\u3000c")).contains("a b c");
    }

    @Test
    void whatWasAssignedAfterItsTimeIsTaken() {
        assertThat(Preparation.of("\ud83d\ude00")).contains("\ud83d\ude00");
    }

    @Test
    void printableAsciiStaysAsItIs() {
        String all = IntStream.rangeClosed(' ', '~')
                .collect(StringBuilder::new, (text, code) -> text.append((char) code), StringBuilder::append)
                .toString();

        assertThat(Preparation.of(all)).contains(all);
    }

    /** RFC 4013, section 2.3: of each kind one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\tb",
                "\u007f",
                "\u0085",
                "\u2028",
                "\ue000",
                "\ufdd0",
                "\ud800",
                "\ufffd",
                "\u2ff0",
                "\u202e",
                "\udb40\udc41"
            })
    void whatIsProhibitedIsNothing(String given) {
        assertThat(Preparation.of(given)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00ad", "\u200b\u200b"})
    void whatNothingIsLeftOfIsNothing(String given) {
        assertThat(Preparation.of(given)).isEmpty();
    }
}
