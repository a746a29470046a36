/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates as other servers have them, and those that are refused. */
class UniqueIdTemplateTest {
    private static final byte[] UUID = "6f2b8d1e-7a52-11ef-9d2c-0242ac120002".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "%u, 1234",
        "%v-%u, 1543641492-1234",
        "%v.%u, 1543641492.1234",
        "UID%u-%v, UID1234-1543641492",
        "%08Xu%08Xv, 000004d25c021994",
        "%Xu.%Xv, 4d2.5c021994",
        "%010u%010v, 00000012341543641492",
        "%03u, 1234",
        "100%%-%u%%, 100%-1234%",
        "%m, 6f2b8d1e-7a52-11ef-9d2c-0242ac120002",
        "%m.%u, 6f2b8d1e-7a52-11ef-9d2c-0242ac120002.1234",
        "%u%08Xv, 12345c021994",
        "%u.%u, 1234.1234"
    })
    void aTemplateIsSpelledAsOtherServersSpellIt(String template, String id) {
        assertThat(UniqueIdTemplate.of(template).uniqueId(1_543_641_492L, 1_234, UUID))
                .isEqualTo(id);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"%08Xu%08Xv, ffffffffffffffff", "%010u%010v, 42949672954294967295", "%v-%u, 4294967295-4294967295"})
    void theGreatestNumbersHaveRoom(String template, String id) {
        assertThat(UniqueIdTemplate.of(template).uniqueId(0xFFFFFFFFL, 0xFFFFFFFFL, new byte[0]))
                .isEqualTo(id);
    }

    @Test
    void aNumberBeyondThoseOfTheRfcIsWrittenWhole() {
        assertThat(UniqueIdTemplate.of("%08Xu").uniqueId(1, 0x1_0000_0000L, new byte[0]))
                .isEqualTo("100000000");
        assertThat(UniqueIdTemplate.of("%v-%u").uniqueId(Long.MAX_VALUE, Long.MAX_VALUE, new byte[0]))
                .isEqualTo("9223372036854775807-9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%v", "mail", "%%u", "%%m", "UID%v-"})
    void oneThatDoesNotTellMessagesApartIsRefused(String template) {
        refused(template, "expected is %u or %m in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%u%v",
                "%v%u",
                "%u0%v",
                "%Xu%v",
                "%Xua%Xv",
                "%07Xu%08Xv%u",
                "%09u%09v",
                "%m%u",
                "%u-%m",
                "%u5%08Xv7%v"
            })
    void oneInWhichTwoMessagesMayHaveTheSameIsRefused(String template) {
        refused(template, "expected is something that is no digit between two values");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%u-%v%", "%x", "%U", "%8u", "%-8u", "%00u", "%0u", "%xu", "%X", "%08Xm", "%08m", "%100u", "% u",
                "%08xu"
            })
    void aPercentSignThatMeansNothingIsRefused(String template) {
        refused(template, "expected is %u, %v, %m or %%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%v %u", "\u00e4%u", "%u\u007f", "%u\t"})
    void aCharacterThatNoUniqueIdMayHaveIsRefused(String template) {
        refused(template, "expected is characters from ! to ~");
    }

    @Test
    void oneThatMayBeTooLongIsRefused() {
        String most = "x".repeat(UniqueIdFormat.LONGEST - 19);
        assertThat(UniqueIdTemplate.of(most + "%u").uniqueId(1, Long.MAX_VALUE, new byte[0]))
                .hasSize(UniqueIdFormat.LONGEST);
        refused(most + "x%u", "expected is a template of at most 70 characters");
        refused("%071u", "expected is a template of at most 70 characters");
        refused("x".repeat(35) + "%m", "expected is a template of at most 70 characters");
    }

    @Test
    void onlyTheMessageIdHasToBeAskedFor() {
        assertThat(UniqueIdTemplate.of("%v-%u").needsMessageIds()).isFalse();
        assertThat(UniqueIdTemplate.of("%u.%m").needsMessageIds()).isTrue();
        assertThat(UniqueIdFormat.STOCK.needsMessageIds()).isFalse();
    }

    @Test
    void twoAreTheSameIfTheirTextsAre() {
        assertThat(UniqueIdTemplate.of("%v-%u"))
                .isEqualTo(UniqueIdTemplate.of("%v-%u"))
                .hasSameHashCodeAs(UniqueIdTemplate.of("%v-%u"))
                .hasToString("%v-%u")
                .isNotEqualTo(UniqueIdTemplate.of("%v.%u"));
    }

    private static void refused(String template, String message) {
        assertThatThrownBy(() -> UniqueIdTemplate.of(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
