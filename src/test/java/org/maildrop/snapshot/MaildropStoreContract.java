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
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every store of maildrops must do. A store's test implements this, on the real engine and with an owner of its
 * own for every test.
 */
public interface MaildropStoreContract {
    /** The store under test, the same for one test. */
    MaildropStore store();

    /** Puts a message into the owner's maildrop, as a delivery does; answers its uid. */
    long append(Owner owner, byte[] message);

    /** Puts a message into it that was received then. */
    long append(Owner owner, byte[] message, Instant received);

    /** Removes a message as another program does. */
    void expunge(Owner owner, long uid);

    /** An owner that has no maildrop yet. */
    Owner newcomer();

    @Test
    default void aMaildropThatIsMissingIsMadeAndIsEmpty() {
        Owner owner = newcomer();

        assertThat(store().open(owner).listing().count()).isZero();
        assertThat(store().open(owner).listing().count()).isZero();
    }

    @Test
    default void theListingHasEveryMessageInTheOrderOfUidsWithItsSizeAsStored() {
        Owner owner = newcomer();
        List<Long> uids = new ArrayList<>();
        for (int size = 1; size <= 250; size++) {
            uids.add(append(owner, octets("x".repeat(size))));
        }

        Listing listing = store().open(owner).listing();

        assertThat(listing.uids()).containsExactly(uids.toArray(Long[]::new)).isSorted();
        assertThat(Arrays.stream(listing.sizes()).boxed())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 250).boxed().toList());
    }

    @Test
    default void theUidvalidityIsTheSameAtEveryOpening() {
        Owner owner = newcomer();
        long first = store().open(owner).listing().uidValidity();
        append(owner, octets("x"));

        assertThat(store().open(owner).listing().uidValidity()).isEqualTo(first);
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
    default void whatArrivesLaterIsNotInAListingMadeBefore() {
        Owner owner = newcomer();
        long uid = append(owner, octets("x"));
        OpenMaildrop opened = store().open(owner);

        append(owner, octets("y"));

        assertThat(opened.listing().uids()).containsExactly(uid);
        assertThat(store().open(owner).listing().count()).isEqualTo(2);
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
        assertThat(store().open(owner).listing().uids()).hasSize(6).endsWith(later);
    }

    @Test
    default void whatIsRemovedIsGoneAndTheRestIsNot() {
        Owner owner = newcomer();
        long one = append(owner, octets("x"));
        long two = append(owner, octets("yy"));
        long three = append(owner, octets("zzz"));
        OpenMaildrop opened = store().open(owner);

        assertThat(opened.remove(new long[] {one, three})).isEqualTo(new Removal(2, 0));

        Listing left = store().open(owner).listing();
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

        assertThat(opened.remove(new long[] {vanishing, staying})).isEqualTo(new Removal(2, 0));
        assertThat(store().open(owner).listing().count()).isZero();
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

        assertThat(store().open(alice).listing().count()).isZero();
        assertThat(store().open(bob).listing().uids()).containsExactly(uid);
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
