/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.MaildropStoreException.Kind;

/** Which messages are read together, and what a client is given of them. */
class ReadAheadTest {
    private static final Owner BOB = new Owner("bob");
    private static final int SIZE = 1_000;

    private final MemoryMaildropStore store = new MemoryMaildropStore();
    private final List<String> asked = new ArrayList<>();
    private Maildrop maildrop;
    private ReadAhead ahead;

    @BeforeEach
    void aHundredMessages() {
        store.readAhead();
        for (int number = 1; number <= 100; number++) {
            store.add("bob", message(number));
        }
        open();
    }

    private void open() {
        OpenMaildrop opened = store.open(BOB);
        maildrop = new Maildrop(opened.list(), UniqueIdFormat.STOCK);
        ahead = new ReadAhead(opened, maildrop);
        asked.clear();
        store.at(asked::add);
    }

    private static String message(int number) {
        String header = "A: " + number + "\r\n\r\n";
        return header + "x".repeat(SIZE - header.length());
    }

    @Test
    void messagesOneAfterTheOtherAreReadInFewerAndFewerQuestions() {
        for (int number = 1; number <= 100; number++) {
            assertThat(whole(number)).isEqualTo(message(number));
        }

        assertThat(asked)
                .containsExactly("read 1 to 1", "read 2 to 5", "read 6 to 21", "read 22 to 85", "read 86 to 100");
    }

    @Test
    void headersAreReadAheadLikewise() {
        for (int number = 1; number <= 100; number++) {
            assertThat(text(take(number, Part.HEADER))).isEqualTo("A: " + number + "\r\n\r\n");
        }

        assertThat(asked).hasSize(5);
    }

    @Test
    void messagesInNoOrderAreReadOneByOne() {
        for (int number : new int[] {9, 7, 50, 3, 3}) {
            assertThat(whole(number)).isEqualTo(message(number));
        }

        assertThat(asked).containsExactly("read 9 to 9", "read 7 to 7", "read 50 to 50", "read 3 to 3");
    }

    @Test
    void whoDeletesWhatItHasFetchedFetchesInARowToo() {
        for (int number = 1; number <= 20; number++) {
            whole(number);
            maildrop.dele(number);
        }

        assertThat(asked).containsExactly("read 1 to 1", "read 2 to 5", "read 6 to 21");
    }

    @Test
    void whatIsMarkedIsNotReadAhead() {
        maildrop.dele(4);
        whole(1);
        whole(2);

        assertThat(asked).containsExactly("read 1 to 1", "read 2 to 3");
    }

    @Test
    void aHeaderIsNoMessageAndAMessageNoHeader() {
        assertThat(text(take(1, Part.HEADER))).isEqualTo("A: 1\r\n\r\n");
        assertThat(whole(1)).isEqualTo(message(1));
        assertThat(text(take(1, Part.HEADER))).isEqualTo("A: 1\r\n\r\n");
    }

    @Test
    void whatHasNoRoomIsFetchedByItself() {
        store.add("bob", "x".repeat(ReadAhead.OCTETS + 1));
        open();

        assertThat(take(101, Part.WHOLE)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void noMoreIsReadThanThereIsRoomFor() {
        store.add("bob", "x".repeat(ReadAhead.OCTETS - SIZE));
        store.add("bob", "x".repeat(SIZE));
        open();
        whole(99);
        whole(100);

        assertThat(asked).containsExactly("read 99 to 99", "read 100 to 101");
    }

    @Test
    void aMessageThatHasVanishedIsFetchedByItself() {
        store.expunge("bob", 3);

        assertThat(whole(1)).isNotNull();
        assertThat(whole(2)).isNotNull();
        assertThat(take(3, Part.WHOLE)).isEmpty();
        assertThat(whole(4)).isEqualTo(message(4));
    }

    @Test
    void troubleWithAMessageFurtherAheadIsNotTroubleWithThisOne() {
        whole(1);
        store.at(what -> {
            if (what.equals("read 2 to 5")) {
                throw MemoryMaildropStore.trouble(Kind.TEMPORARY);
            }
        });

        assertThat(take(2, Part.WHOLE)).isEmpty();
        assertThat(whole(3)).isEqualTo(message(3));
    }

    @Test
    void troubleWithThisMessageIsTold() {
        store.at(what -> {
            throw MemoryMaildropStore.trouble(Kind.TEMPORARY);
        });

        assertThatThrownBy(() -> take(1, Part.WHOLE)).isInstanceOf(MaildropStoreException.class);
    }

    @Test
    void whatIsClaimedStaysUntilItIsTakenAndTheRestCanBeDropped() {
        whole(1);
        whole(2);
        assertThat(claim(3)).isTrue();
        asked.clear();

        ahead.drop();

        assertThat(whole(3)).isEqualTo(message(3));
        assertThat(asked).isEmpty();
        assertThat(claim(4)).isFalse();
        assertThat(whole(4)).isEqualTo(message(4));
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatIsClaimedIsThatMessageOnly() {
        whole(1);
        whole(2);
        claim(3);

        assertThat(whole(5)).isEqualTo(message(5));
        assertThat(claim(50)).isFalse();
    }

    private boolean claim(int number) {
        return ahead.claim(new MessageOutcome.Message(number, maildrop.uid(number)), Part.WHOLE);
    }

    private String whole(int number) {
        return text(take(number, Part.WHOLE));
    }

    private Optional<StoredMessage> take(int number, Part part) {
        return ahead.take(new MessageOutcome.Message(number, maildrop.uid(number)), part);
    }

    private static String text(Optional<StoredMessage> message) {
        try {
            return new String(message.orElseThrow().open().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
