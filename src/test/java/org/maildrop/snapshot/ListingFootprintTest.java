/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a listing takes in memory, and what it counts for where listings are remembered. */
class ListingFootprintTest {
    private static final Owner BOB = new Owner("bob");

    @ParameterizedTest(name = "{0} messages, dates: {1}, message ids of {2}: {3} octets")
    @CsvSource({
        "0,     false, 0,  0",
        "0,     true,  36, 0",
        "1,     false, 0,  16",
        "1_000, false, 0,  16_000",
        "1_000, true,  0,  24_000",
        "1_000, false, 1,  44_000",
        "1_000, false, 8,  44_000",
        "1_000, false, 9,  52_000",
        "1_000, false, 36, 76_000",
        "1_000, true,  36, 84_000",
        "1_000, true,  40, 84_000",
        "1_000, true,  41, 92_000",
    })
    void aListingTakesWhatItsArraysTake(String messages, boolean dates, int idLength, String octets) {
        assertThat(listing(number(messages), dates, idLength).footprint()).isEqualTo(number(octets));
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 1", "false, 36", "true, 36", "true, 70"})
    void soDoesTheJvmSayThatAllocatesThem(boolean dates, int idLength) {
        int messages = 100_000;

        long before = allocated();
        long[][] numbers = new long[dates ? 3 : 2][messages];
        byte[][] ids = new byte[idLength == 0 ? 0 : messages][];
        Arrays.setAll(ids, index -> new byte[idLength]);
        long taken = allocated() - before;

        Listing listing = new Listing(1, LongStream.range(0, messages).toArray(), numbers[1], details(numbers, ids));
        assertThat(listing.footprint()).isCloseTo(taken, Percentage.withPercentage(5));
    }

    private static Details details(long[][] numbers, byte[][] ids) {
        return new Details(numbers.length == 3 ? numbers[2] : new long[0], ids);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest(name = "of 100 messages, dates: {0}, message ids: {1}: {2} messages")
    @CsvSource({
        // Ids in this store are of 16 characters: 4 + 32 octets.
        "false, false, 116",
        "true,  false, 166",
        "false, true,  341",
        "true,  true,  391",
    })
    void aListingThatIsRememberedCountsAsAsManyMessagesOfSixteenOctets(boolean dates, boolean ids, long weight) {
        MemoryMaildropStore store = filled(100);
        RememberedListings remembered = new RememberedListings(1_000, new Wanted(dates, ids), () -> 0);

        remembered.of(BOB, store.open(BOB));

        assertThat(remembered.recalls().weight()).isEqualTo(weight);
    }

    @Test
    void aPartOfAMessageCountsAsAWholeOne() {
        RememberedListings remembered = new RememberedListings(1_000, new Wanted(true, false), () -> 0);

        remembered.of(BOB, filled(3).open(BOB));

        assertThat(remembered.recalls().weight()).isEqualTo(16 + 5);
    }

    @Test
    void whatIsKnownOfMessagesTakesTheRoomOfOtherMessages() {
        MemoryMaildropStore store = filled(100);
        RememberedListings bare = new RememberedListings(200, Wanted.NOTHING_MORE, () -> 0);
        RememberedListings heavy = new RememberedListings(200, new Wanted(false, true), () -> 0);

        bare.of(BOB, store.open(BOB));
        heavy.of(BOB, store.open(BOB));

        assertThat(bare.recalls()).isEqualTo(new Recalls(0, 0, 1, 0, 1, 116));
        assertThat(heavy.recalls()).isEqualTo(new Recalls(0, 0, 1, 1, 0, 0));
    }

    @Test
    void whatIsRemovedOrHasComeIsCountedAnew() {
        MemoryMaildropStore store = filled(100);
        RememberedListings remembered = new RememberedListings(1_000, new Wanted(true, true), () -> 0);
        remembered.of(BOB, store.open(BOB));

        store.open(BOB).remove(new long[] {1, 2});
        remembered.removed(BOB, store.open(BOB), new long[] {1, 2});
        assertThat(remembered.recalls().weight()).isEqualTo(16 + 98 * 60 / 16 + 1);

        IntStream.range(0, 12).forEach(more -> store.add("bob", "x"));
        remembered.of(BOB, store.open(BOB));
        assertThat(remembered.recalls().weight()).isEqualTo(16 + 110 * 60 / 16 + 1);
    }

    private static MemoryMaildropStore filled(int messages) {
        MemoryMaildropStore store = new MemoryMaildropStore();
        IntStream.range(0, messages).forEach(message -> store.add("bob", "x"));
        return store;
    }

    private static Listing listing(int messages, boolean dates, int idLength) {
        byte[] id = "x".repeat(idLength).getBytes(StandardCharsets.US_ASCII);
        byte[][] ids = new byte[idLength == 0 ? 0 : messages][];
        Arrays.setAll(ids, index -> id.clone());
        return new Listing(
                1,
                LongStream.range(0, messages).toArray(),
                new long[messages],
                new Details(new long[dates ? messages : 0], ids));
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace("_", ""));
    }
}
