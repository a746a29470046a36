/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Whatever template is taken: its unique-ids are those of RFC 1939, and two messages never have the same. */
class UniqueIdTemplatePropertiesTest {
    private static final long GREATEST = 0xFFFFFFFFL;

    private static final long[] ALIKE = LongStream.concat(
                    LongStream.rangeClosed(1, 20),
                    LongStream.of(
                            100, 101, 110, 111, 1_010, 1_011, 1_101, 0x1A, 0xA0, 0xA1, 0xAA, 0x1A1, 0xA1A, 0xA0A,
                            GREATEST))
            .toArray();

    /** Of few characters, so that two are often alike. */
    @Provide
    Arbitrary<UniqueIdTemplate> templates() {
        return Arbitraries.of(
                        "%u",
                        "%v", "%Xu", "%Xv", "%03u", "%02Xv", "%08Xu", "%08Xv", "%010u", "%010v", "0", "1", "a", "A",
                        "-", "%%")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(pieces -> taken(String.join("", pieces)))
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private static Optional<UniqueIdTemplate> taken(String text) {
        try {
            return Optional.of(UniqueIdTemplate.of(text));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 20),
                Arbitraries.of(
                        10L, 11L, 16L, 17L, 100L, 110L, 111L, 1_011L, 1_101L, 0xA0L, 0xAA0L, GREATEST - 1, GREATEST),
                Arbitraries.longs().between(1, GREATEST));
    }

    /** Every pair of numbers whose digits are easily taken for another's. */
    @Property(tries = 300)
    void twoMessagesNeverHaveTheSame(@ForAll("templates") UniqueIdTemplate template) {
        Map<String, Long> uids = new HashMap<>();
        for (long validity : ALIKE) {
            for (long uid : ALIKE) {
                Long other = uids.put(template.uniqueId(validity, uid, new byte[0]), uid);
                assertThat(other == null ? uid : other).as("%s", template).isEqualTo(uid);
            }
        }
    }

    @Property
    void eachIsOfOneTo70VisibleCharacters(
            @ForAll("templates") UniqueIdTemplate template,
            @ForAll @LongRange(min = 0) long validity,
            @ForAll @LongRange(min = 1) long uid) {
        assertThat(template.uniqueId(validity, uid, new byte[0])).matches("[!-~]{1,70}");
    }

    @Property
    void itIsWrittenBehindWhatIsThereAndNothingElseIsTouched(
            @ForAll("templates") UniqueIdTemplate template,
            @ForAll("numbers") long validity,
            @ForAll("numbers") long uid) {
        byte[] buffer = ("<".repeat(5) + ">".repeat(UniqueIdFormat.LONGEST)).getBytes(StandardCharsets.US_ASCII);

        int end = template.write(validity, uid, new byte[0], buffer, 5);

        String id = template.uniqueId(validity, uid, new byte[0]);
        assertThat(new String(buffer, StandardCharsets.US_ASCII))
                .isEqualTo("<<<<<" + id + ">".repeat(UniqueIdFormat.LONGEST - id.length()));
        assertThat(List.of(end)).containsExactly(5 + id.length());
    }
}
