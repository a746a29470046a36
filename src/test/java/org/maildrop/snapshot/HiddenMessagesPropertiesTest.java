/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.maildrop.testing.TestClock;

/** Whatever is hidden: what is seen is the rest, in its order, each with its own size, date and message id. */
class HiddenMessagesPropertiesTest {
    private static final long DAY = 86_400_000;

    private final TestClock clock = new TestClock();

    private record Known(long size, int age) {
        boolean isHidden(HideSettings hidden) {
            return hidden.largerThan().stream().anyMatch(most -> size > most)
                    || hidden.olderThanDays().stream().anyMatch(days -> age > days);
        }
    }

    @Provide
    Arbitrary<Known> messages() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 10),
                        Arbitraries.integers().between(0, 10))
                .as(Known::new);
    }

    @Property
    void theRestIsSeenAsItIs(
            @ForAll @Size(max = 30) List<@net.jqwik.api.From("messages") Known> messages,
            @ForAll @IntRange(max = 10) int most,
            @ForAll @IntRange(max = 10) int days) {
        HideSettings hidden = new HideSettings(
                most == 0 ? OptionalLong.empty() : OptionalLong.of(most),
                days == 0 ? OptionalInt.empty() : OptionalInt.of(days));

        Listing seen = hidden.visible(listing(messages), clock);

        List<Integer> expected = new ArrayList<>();
        for (int index = 0; index < messages.size(); index++) {
            if (!messages.get(index).isHidden(hidden)) {
                expected.add(index);
            }
        }
        assertThat(seen.count()).isEqualTo(expected.size());
        long octets = 0;
        for (int at = 0; at < expected.size(); at++) {
            int index = expected.get(at);
            octets += messages.get(index).size;
            assertThat(seen.uids()[at]).isEqualTo(index + 1);
            assertThat(seen.sizes()[at]).isEqualTo(messages.get(index).size);
            assertThat(seen.details().received(at)).isEqualTo(received(messages.get(index)));
            assertThat(seen.details().messageId(at)).isEqualTo(id(index));
        }
        assertThat(seen.octets()).isEqualTo(octets);
        assertThat(seen.isPartial()).isEqualTo(expected.size() < messages.size());
    }

    private Listing listing(List<Known> messages) {
        int count = messages.size();
        long[] uids = new long[count];
        long[] sizes = new long[count];
        long[] dates = new long[count];
        byte[][] ids = new byte[count][];
        for (int index = 0; index < count; index++) {
            uids[index] = index + 1;
            sizes[index] = messages.get(index).size;
            dates[index] = received(messages.get(index));
            ids[index] = id(index);
        }
        return new Listing(1, uids, sizes, new Details(dates, ids));
    }

    private long received(Known message) {
        return clock.millis() - message.age * DAY;
    }

    private static byte[] id(int index) {
        return ("id" + index).getBytes(StandardCharsets.US_ASCII);
    }
}
