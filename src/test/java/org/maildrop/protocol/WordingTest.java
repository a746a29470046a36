/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each language says all that there is to say, of the same things, in texts that fit a line. */
class WordingTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @EnumSource
    void aLanguageHasEachKeyAndNoOther(Language language) throws IOException {
        Properties words = new Properties();
        try (Reader file = new InputStreamReader(
                Language.class.getResourceAsStream("wording-" + language.tag() + ".properties"),
                StandardCharsets.UTF_8)) {
            words.load(file);
        }

        assertThat(words.stringPropertyNames())
                .isEqualTo(Arrays.stream(Wording.values()).map(Wording::key).collect(toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void aTextIsPrintableAndHasNoBlanksAtItsEnds(Language language) {
        assertThat(Wording.values()).allSatisfy(wording -> assertThat(language.words(wording))
                .as("%s", wording)
                .isNotBlank()
                .doesNotMatch("(?s).*[\\p{Cntrl}\\p{Cn}\\uFFFD].*")
                .isEqualTo(language.words(wording).strip()));
    }

    @ParameterizedTest
    @EnumSource
    void aTextIsOfTheSameThingsAsInEnglish(Language language) {
        assertThat(Wording.values())
                // Its argument is English itself.
                .filteredOn(wording -> wording != Wording.MALFORMED_RESPONSE)
                .allSatisfy(wording -> assertThat(places(language.words(wording)))
                        .as("%s", wording)
                        .isEqualTo(places(Language.ENGLISH.words(wording))));
        assertThat(places(Language.ENGLISH.words(Wording.MALFORMED_RESPONSE)))
                .containsAll(places(language.words(Wording.MALFORMED_RESPONSE)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAPlaceForAnArgumentLooksLikeOne(Language language) {
        assertThat(Wording.values()).allSatisfy(wording -> assertThat(
                        PLACE.matcher(language.words(wording)).replaceAll(""))
                .as("%s", wording)
                .doesNotContain("{", "}"));
    }

    @Test
    void englishIsAscii() {
        assertThat(Wording.values()).allSatisfy(wording -> assertThat(Language.ENGLISH.words(wording))
                .matches("[\\x20-\\x7E]+"));
    }

    @ParameterizedTest
    @EnumSource
    void whatJamesWritesIsAsciiInEveryLanguage(Language language) {
        assertThat(language.words(Wording.BEGIN_TLS)).matches("[\\x20-\\x7E]+");
    }

    @ParameterizedTest
    @EnumSource
    void numbersAreDigitsAndNothingElse(Language language) {
        assertThat(Wording.OCTETS.of(1_234_567_890_123L).in(language)).contains("1234567890123");
        assertThat(Wording.AMOUNT.of(Wording.MESSAGES.of(100_000), 7L).in(language))
                .contains("100000 ", "(7 ");
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }
}
