/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource({
        "en, ENGLISH",
        "EN, ENGLISH",
        "en-GB, ENGLISH",
        "en-GB-oed, ENGLISH",
        "en-boont, ENGLISH",
        "de, GERMAN",
        "DE, GERMAN",
        "de-AT, GERMAN",
        "de-Latn-CH-1996, GERMAN",
        "de-x-y, GERMAN",
        "*, ENGLISH"
    })
    void aRangeIsLookedUpFromItsWholeToItsFirstSubtag(String range, Language language) {
        assertThat(Language.of(range)).contains(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MUL", "uga", "d", "deu", "dede", "x-de", "i-default", "gsw-CH", "nds-DE"})
    void whatNoneOfOursIsFoundForIsNone(String range) {
        assertThat(Language.of(range)).isEmpty();
    }

    @Test
    void theListingHasATagAndADescriptionInTheLanguageItself() {
        assertThat(Wire.text(Wire.drain(Replies.languages().body().orElseThrow())))
                .isEqualTo("en English\r\nde Deutsch\r\n.\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void aLanguageIsFoundByItsOwnTag(Language language) {
        assertThat(Language.of(language.tag())).contains(language);
    }

    @Test
    void theLanguageIsToldByTheReplyThatIsItsFirst() {
        Reply reply = Replies.language(Language.GERMAN);

        assertThat(reply.language()).contains(Language.GERMAN);
        assertThat(reply.line(Language.GERMAN)).isEqualTo("+OK de ab jetzt auf Deutsch");
    }

    @Test
    void noOtherReplyChangesIt() {
        List<Reply> others = List.of(
                Replies.greeting(Optional.empty()), Replies.languages(), Replies.unknownLanguage(), Replies.utf8());

        assertThat(others).allSatisfy(reply -> assertThat(reply.language()).isEmpty());
        assertThat(LastReplies.takenOver().language()).isEmpty();
        assertThat(Arrays.stream(Language.values()).map(Language::tag)).doesNotHaveDuplicates();
    }
}
