/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.snapshot.Listing;
import org.maildrop.snapshot.Maildrop;
import org.maildrop.snapshot.SpelledIds;
import org.maildrop.snapshot.UniqueIdFormat;

class ListingBodyTest {
    private static final int MANY = 100_000;

    @Test
    void theScanListingHasEveryMessageThatIsNotMarked() {
        Maildrop maildrop = maildrop(3);
        maildrop.dele(2);

        assertThat(text(ListingBody.scanListings(maildrop))).isEqualTo("1 1000\r\n3 3000\r\n.\r\n");
    }

    @Test
    void theUniqueIdListingHasEveryMessageThatIsNotMarked() {
        Maildrop maildrop = maildrop(3);
        maildrop.dele(1);

        assertThat(text(ListingBody.uniqueIdListings(maildrop))).isEqualTo("2 20\r\n3 30\r\n.\r\n");
    }

    @Test
    void anEmptyMaildropOrOneWithEverythingMarkedIsTheTerminationAlone() {
        Maildrop allMarked = maildrop(2);
        allMarked.dele(1);
        allMarked.dele(2);

        assertThat(text(ListingBody.scanListings(maildrop(0)))).isEqualTo(".\r\n");
        assertThat(text(ListingBody.uniqueIdListings(maildrop(0)))).isEqualTo(".\r\n");
        assertThat(text(ListingBody.scanListings(allMarked))).isEqualTo(".\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {ReplyBody.SMALLEST_ROOM, 129, 150, 200, 255, 1000, 32 * 1024, 10_000_000})
    void theRoomGivenMakesNoDifference(int room) {
        Maildrop maildrop = maildrop(1000);

        assertThat(Wire.drain(ListingBody.scanListings(maildrop), room))
                .isEqualTo(Wire.drain(ListingBody.scanListings(maildrop), 8192));
        assertThat(Wire.drain(ListingBody.uniqueIdListings(maildrop), room, ReplyBody.SMALLEST_ROOM))
                .isEqualTo(Wire.drain(ListingBody.uniqueIdListings(maildrop), 8192));
    }

    @Test
    void theLongestLinesFitIntoTheSmallestRoom() {
        long[] sizes = {Long.MAX_VALUE};
        Maildrop maildrop =
                new Maildrop(new Listing(1, new long[] {1}, sizes), (SpelledIds) (validity, uid) -> "i".repeat(70));

        assertThat(Wire.text(Wire.drain(ListingBody.scanListings(maildrop), ReplyBody.SMALLEST_ROOM)))
                .isEqualTo("1 9223372036854775807\r\n.\r\n");
        assertThat(Wire.text(Wire.drain(ListingBody.uniqueIdListings(maildrop), ReplyBody.SMALLEST_ROOM)))
                .isEqualTo("1 " + "i".repeat(70) + "\r\n.\r\n");
    }

    @Test
    void everyCallWritesWhereItWasToldAndSaysHowMuch() {
        ListingBody body = ListingBody.scanListings(maildrop(1));
        byte[] buffer = new byte[200];
        Arrays.fill(buffer, (byte) '#');

        assertThat(body.fill(buffer, 50, 128)).isEqualTo(11);
        assertThat(body.fill(buffer, 50, 128)).isEqualTo(ReplyBody.FINISHED);
        assertThat(Wire.text(buffer)).isEqualTo("#".repeat(50) + "1 1000\r\n.\r\n" + "#".repeat(139));
    }

    @Test
    void aHundredThousandMessagesAreListedOnceEach() {
        Maildrop maildrop = maildrop(MANY);
        maildrop.dele(MANY / 2);

        String[] lines = text(ListingBody.scanListings(maildrop)).split("\r\n");

        assertThat(lines).hasSize(MANY).startsWith("1 1000", "2 2000").endsWith(MANY + " " + 1000L * MANY, ".");
        assertThat(lines).doesNotContain(MANY / 2 + " " + 1000L * (MANY / 2));
    }

    /** Were the next message looked for from the start, this would take ten thousand million steps. */
    @Test
    @Timeout(20)
    void aLongRunOfMarksIsPassedOverOnce() {
        Maildrop maildrop = maildrop(20 * MANY);
        for (int number = 1; number <= 20 * MANY; number++) {
            if (number % 20 != 0) {
                maildrop.dele(number);
            }
        }

        assertThat(text(ListingBody.uniqueIdListings(maildrop)).lines()).hasSize(MANY + 1);
    }

    private static String text(ListingBody body) {
        return Wire.text(Wire.drain(body));
    }

    /** Uids 10, 20, 30 …; sizes 1000, 2000, 3000 …. */
    private static Maildrop maildrop(int count) {
        long[] uids =
                LongStream.rangeClosed(1, count).map(number -> 10 * number).toArray();
        long[] sizes =
                LongStream.rangeClosed(1, count).map(number -> 1000 * number).toArray();
        return new Maildrop(new Listing(1, uids, sizes), UniqueIdFormat.STOCK);
    }
}
