/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every store of maildrops must do. A store's test implements this, on the real engine and with an owner of its
 * own for every test.
 */
public interface MaildropStoreContract extends MaildropLookupContract {
    /** Puts a message into the owner's maildrop, as a delivery does; answers its uid. */
    long append(Owner owner, byte[] message);

    /** Puts a message into it that was received then. */
    long append(Owner owner, byte[] message, Instant received);

    /** Removes a message as another program does. */
    void expunge(Owner owner, long uid);

    /** Removes the maildrop itself, with all messages. */
    void destroy(Owner owner);

    /** The uids of the messages in it that are marked as seen. */
    Set<Long> seen(Owner owner);

    @Test
    default void theListingHasEveryMessageInTheOrderOfUidsWithItsSizeAsStored() {
        Owner owner = newcomer();
        List<Long> uids = new ArrayList<>();
        for (int size = 1; size <= 250; size++) {
            uids.add(append(owner, octets("x".repeat(size))));
        }

        Listing listing = store().open(owner).list();

        assertThat(listing.uids()).containsExactly(uids.toArray(Long[]::new)).isSorted();
        assertThat(Arrays.stream(listing.sizes()).boxed())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 250).boxed().toList());
    }

    @Test
    default void theUidvalidityIsTheSameAtEveryOpening() {
        Owner owner = newcomer();
        long first = store().open(owner).list().uidValidity();
        append(owner, octets("x"));

        assertThat(store().open(owner).list().uidValidity()).isEqualTo(first);
    }

    @Test
    default void aListingFromAUidHasThatOneIfItIsThereAndAllBehindIt() {
        Owner owner = newcomer();
        long one = append(owner, octets("x"));
        long two = append(owner, octets("yy"));
        long three = append(owner, octets("zzz"));
        OpenMaildrop opened = store().open(owner);

        assertThat(opened.listFrom(two, Wanted.NOTHING_MORE).uids()).containsExactly(two, three);
        assertThat(opened.listFrom(two, Wanted.NOTHING_MORE).sizes()).containsExactly(2, 3);
        expunge(owner, two);
        assertThat(opened.listFrom(two, Wanted.NOTHING_MORE).uids()).containsExactly(three);
        assertThat(opened.listFrom(1, Wanted.NOTHING_MORE).uids()).containsExactly(one, three);
        assertThat(opened.listFrom(three + 1, Wanted.NOTHING_MORE).count()).isZero();
        expunge(owner, three);
        assertThat(opened.listFrom(two, Wanted.NOTHING_MORE).count()).isZero();
    }

    @Test
    default void aListingHasTheDatesAndTheMessageIdsIfTheyAreWanted() {
        Owner owner = newcomer();
        Instant first = Instant.parse("2026-10-24T00:00:00Z");
        long[] uids = LongStream.of(0, 86_400, -1)
                .map(seconds -> append(owner, octets("x"), first.plusSeconds(seconds)))
                .toArray();
        OpenMaildrop opened = store().open(owner);

        Listing listing = opened.list(new Wanted(true, true));

        assertThat(listing.uids()).isEqualTo(uids);
        assertThat(IntStream.range(0, 3).mapToObj(listing.details()::received))
                .containsExactly(first.toEpochMilli(), first.toEpochMilli() + 86_400_000, first.toEpochMilli() - 1_000);
        assertThat(messageIds(listing))
                .doesNotHaveDuplicates()
                .hasSize(3)
                .allMatch(id -> id.matches("[0-9a-f-]{1,36}"));
        assertThat(messageIds(opened.listFrom(uids[1], new Wanted(false, true))))
                .isEqualTo(messageIds(listing).subList(1, 3));
        assertThat(messageIds(store().open(owner).list(new Wanted(false, true))))
                .isEqualTo(messageIds(listing));
        assertThat(messageIds(opened.list())).containsOnly("");
    }

    private static List<String> messageIds(Listing listing) {
        return IntStream.range(0, listing.count())
                .mapToObj(listing.details()::messageId)
                .map(id -> new String(id, StandardCharsets.US_ASCII))
                .toList();
    }

    @Test
    default void theCountersAreThoseOfTheMessagesAndUidNextNeverGoesBack() {
        Owner owner = newcomer();
        OpenMaildrop opened = store().open(owner);
        assertThat(opened.countsExactly()).isTrue();
        assertThat(opened.counters().count()).isZero();

        long one = append(owner, octets("x"));
        long two = append(owner, octets("yy"));
        assertThat(opened.counters().uidNext()).isGreaterThan(two);
        assertThat(opened.counters().count()).isEqualTo(2);

        long next = opened.counters().uidNext();
        expunge(owner, two);
        expunge(owner, one);
        assertThat(opened.counters()).isEqualTo(new Counters(next, 0));
        assertThat(append(owner, octets("x"))).isGreaterThanOrEqualTo(next);
    }

    @Test
    default void aMailboxMadeAnewIsAnother() {
        Owner owner = newcomer();
        append(owner, octets("x"));
        OpenMaildrop before = store().open(owner);
        assertThat(store().open(owner).mailbox()).isEqualTo(before.mailbox());

        destroy(owner);

        OpenMaildrop after = store().open(owner);
        assertThat(after.mailbox() + after.uidValidity()).isNotEqualTo(before.mailbox() + before.uidValidity());
    }

    @Test
    default void aMessageIsReadOctetForOctetAndAnewEachTime() throws IOException {
        Owner owner = newcomer();
        byte[] message = octets("A: \u00e9\r\n\r\n\0bare\nlines\rno end\u00ff");
        long uid = append(owner, message);

        StoredMessage stored = store().open(owner).fetch(uid).orElseThrow();

        assertThat(read(stored)).isEqualTo(message);
        assertThat(read(stored)).isEqualTo(message);
        try (InputStream one = stored.open();
                InputStream other = stored.open()) {
            assertThat(one.readNBytes(3)).isEqualTo(Arrays.copyOf(message, 3));
            assertThat(other.readAllBytes()).isEqualTo(message);
            assertThat(one.readAllBytes()).isEqualTo(Arrays.copyOfRange(message, 3, message.length));
        }
    }

    @Test
    default void messagesInARowAreReadIntoMemory() throws IOException {
        Owner owner = newcomer();
        long one = append(owner, octets("A: 1\r\n\r\none\r\n"));
        long two = append(owner, octets("A: 2\r\n\r\ntwo\r\n"));
        long gone = append(owner, octets("A: 3\r\n\r\nthree\r\n"));
        long four = append(owner, octets("A: 4\r\n\r\nfour\r\n"));
        append(owner, octets("A: 5\r\n\r\nfive\r\n"));
        expunge(owner, gone);
        OpenMaildrop opened = store().open(owner);

        assertThat(texts(opened.read(one, four, Part.WHOLE, 1_000)))
                .isEqualTo(
                        Map.of(one, "A: 1\r\n\r\none\r\n", two, "A: 2\r\n\r\ntwo\r\n", four, "A: 4\r\n\r\nfour\r\n"));
        assertThat(texts(opened.read(one, two, Part.HEADER, 1_000)))
                .isEqualTo(Map.of(one, "A: 1\r\n\r\n", two, "A: 2\r\n\r\n"));
        assertThat(texts(opened.read(two, two, Part.HEADER, 1_000))).isEqualTo(Map.of(two, "A: 2\r\n\r\n"));
        assertThat(opened.read(gone, gone, Part.WHOLE, 1_000)).isEmpty();
    }

    @Test
    default void noMoreIsReadIntoMemoryThanThereIsRoomFor() throws IOException {
        Owner owner = newcomer();
        long one = append(owner, octets("A: 1\r\n\r\n"));
        append(owner, octets("A: 2\r\n\r\n" + "x".repeat(1_000)));
        long three = append(owner, octets("A: 3\r\n\r\n"));
        OpenMaildrop opened = store().open(owner);

        assertThat(texts(opened.read(one, three, Part.WHOLE, 8))).isEqualTo(Map.of(one, "A: 1\r\n\r\n"));
        assertThat(opened.read(one, three, Part.WHOLE, 7)).isEmpty();
        assertThat(texts(opened.read(one, three, Part.WHOLE, 1_000))).isEqualTo(Map.of(one, "A: 1\r\n\r\n"));
        assertThat(opened.read(one, three, Part.WHOLE, 10_000)).hasSize(3);
        assertThat(opened.read(one, three, Part.HEADER, 16)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: 1\r\nB: 2\r\n",
                "A: 1\r\nno field\r\nbody\r\n\r\nmore\r\n",
                "A: 1\r\nno field\r\nbody\r\n",
                "\r\nbody\r\n\r\nmore\r\n",
                "\nbody\n",
                "A: 1\n\nbody\n\nmore\n",
                "A: 1\r\n\r\r\nbody\r\n\r\nmore\r\n",
                "A: 1\r\r\n\r\nbody\r\n",
                "A: 1\r\n\n\r\nbody\r\n",
                "A: 1\n \n\nbody",
                "body",
                "A: 1\r\n folded\r\n\r\nbody\r\n\r\n",
                "From bob Tue Nov 24 12:00:00 2026\r\nA: 1\r\n\r\nbody\r\n",
                "A: 1\r\n.\r\n\r\nbody\r\n"
            })
    default void aHeaderThatIsReadEndsWhereTheMessageHasItsFirstBlankLine(String message) throws IOException {
        Owner owner = newcomer();
        long uid = append(owner, octets(message));

        Map<Long, String> read = texts(store().open(owner).read(uid, uid, Part.HEADER, 1_000));

        // One that has to be fetched by itself is no error, only slower.
        if (read.containsKey(uid)) {
            assertThat(message).startsWith(read.get(uid));
            assertThat(upToBlankLine(read.get(uid))).isEqualTo(upToBlankLine(message));
        }
    }

    private static String upToBlankLine(String text) {
        Matcher blank = Pattern.compile("(^|\n)\r?\n").matcher(text);
        return blank.find() ? text.substring(0, blank.end()) : text;
    }

    private static Map<Long, String> texts(Map<Long, StoredMessage> read) throws IOException {
        Map<Long, String> texts = new HashMap<>();
        for (Map.Entry<Long, StoredMessage> message : read.entrySet()) {
            byte[] octets = message.getValue().inMemory().orElseThrow();
            assertThat(read(message.getValue())).isEqualTo(octets);
            texts.put(message.getKey(), new String(octets, StandardCharsets.ISO_8859_1));
        }
        return texts;
    }

    @Test
    default void whatArrivesLaterIsNotInAListingMadeBefore() {
        Owner owner = newcomer();
        long uid = append(owner, octets("x"));
        Listing listing = store().open(owner).list();

        append(owner, octets("y"));

        assertThat(listing.uids()).containsExactly(uid);
        assertThat(store().open(owner).list().count()).isEqualTo(2);
    }

    @Test
    default void aMessageThatHasVanishedIsNothingAndTheOthersAreStillThere() throws IOException {
        Owner owner = newcomer();
        long vanishing = append(owner, octets("x"));
        long staying = append(owner, octets("y"));
        OpenMaildrop opened = store().open(owner);

        expunge(owner, vanishing);

        assertThat(opened.fetch(vanishing)).isEmpty();
        assertThat(read(opened.fetch(staying).orElseThrow())).isEqualTo(octets("y"));
    }

    @Test
    default void whatWasReceivedBeforeAMomentIsFoundAmongThoseAskedFor() {
        Owner owner = newcomer();
        Instant moment = Instant.parse("2026-10-24T00:00:00Z");
        long[] uids = LongStream.of(-86_400, 1, -1, 0, -2, -3)
                .map(seconds -> append(owner, octets("x"), moment.plusSeconds(seconds)))
                .toArray();
        OpenMaildrop opened = store().open(owner);
        long later = append(owner, octets("x"), moment.minusSeconds(9));
        expunge(owner, uids[4]);

        assertThat(opened.receivedBefore(moment, uids)).containsExactly(uids[0], uids[2], uids[5]);
        assertThat(opened.receivedBefore(moment, new long[] {uids[1], uids[2], uids[3]}))
                .containsExactly(uids[2]);
        assertThat(opened.receivedBefore(moment, new long[] {uids[0], uids[5]})).containsExactly(uids[0], uids[5]);
        assertThat(opened.receivedBefore(moment, new long[] {uids[1]})).isEmpty();
        assertThat(opened.receivedBefore(moment, new long[] {uids[4]})).isEmpty();
        assertThat(store().open(owner).list().uids()).hasSize(6).endsWith(later);
    }

    @Test
    default void whatIsMarkedAsSeenIsSeenAndWhatLiesBetweenIsNot() {
        Owner owner = newcomer();
        long[] uids = IntStream.range(0, 6)
                .mapToLong(number -> append(owner, octets("x")))
                .toArray();
        OpenMaildrop opened = store().open(owner);
        expunge(owner, uids[1]);
        assertThat(seen(owner)).isEmpty();

        opened.markSeen(new long[] {uids[0], uids[1], uids[2], uids[4]});

        assertThat(seen(owner)).containsExactlyInAnyOrder(uids[0], uids[2], uids[4]);
        opened.markSeen(new long[] {uids[1]});
        opened.markSeen(new long[] {uids[4], uids[5]});
        assertThat(seen(owner)).containsExactlyInAnyOrder(uids[0], uids[2], uids[4], uids[5]);
        assertThat(store().open(owner).list().count()).isEqualTo(5);
    }

    @Test
    default void whatIsRemovedIsGoneAndTheRestIsNot() {
        Owner owner = newcomer();
        long one = append(owner, octets("x"));
        long two = append(owner, octets("yy"));
        long three = append(owner, octets("zzz"));
        OpenMaildrop opened = store().open(owner);

        assertThat(opened.remove(new long[] {one, three})).isEqualTo(new Removal(2, 0));

        Listing left = store().open(owner).list();
        assertThat(left.uids()).containsExactly(two);
        assertThat(left.sizes()).containsExactly(2);
    }

    @Test
    default void whatHasVanishedAlreadyCountsAsRemoved() {
        Owner owner = newcomer();
        long vanishing = append(owner, octets("x"));
        long staying = append(owner, octets("y"));
        OpenMaildrop opened = store().open(owner);
        expunge(owner, vanishing);

        assertThat(opened.remove(new long[] {vanishing})).isEqualTo(new Removal(1, 0));
        assertThat(opened.remove(new long[] {vanishing, staying})).isEqualTo(new Removal(2, 0));
        assertThat(store().open(owner).list().count()).isZero();
    }

    @Test
    default void aUidIsNeverGivenTwice() {
        Owner owner = newcomer();
        long first = append(owner, octets("x"));
        store().open(owner).remove(new long[] {first});

        assertThat(append(owner, octets("x"))).isGreaterThan(first);
    }

    @Test
    default void ownersHaveMaildropsOfTheirOwn() {
        Owner bob = newcomer();
        Owner alice = newcomer();
        long uid = append(bob, octets("x"));

        assertThat(store().open(alice).list().count()).isZero();
        assertThat(store().open(bob).list().uids()).containsExactly(uid);
    }

    private static byte[] read(StoredMessage message) throws IOException {
        try (InputStream in = message.open()) {
            return in.readAllBytes();
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
