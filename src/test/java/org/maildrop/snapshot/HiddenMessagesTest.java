/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.maildrop.testing.TestClock;

/** Messages that are not in the maildrop: neither seen nor touched, whatever is remembered of them. */
class HiddenMessagesTest {
    private static final Owner BOB = new Owner("bob");
    private static final HideSettings LARGE = new HideSettings(OptionalLong.of(5), OptionalInt.empty());
    private static final HideSettings OLD = new HideSettings(OptionalLong.empty(), OptionalInt.of(365));

    private final MemoryMaildropStore store = new MemoryMaildropStore();
    private final TestClock clock = new TestClock();
    private final List<String> asked = new ArrayList<>();

    private Maildrops maildrops(HideSettings hidden, SizesSetting sizes) {
        return new Maildrops(
                store,
                content -> content.open().readAllBytes().length * 10L,
                new SnapshotSettings(sizes, UniqueIdFormat.STOCK, SnapshotSettings.REMEMBERED, hidden),
                clock,
                () -> 0);
    }

    private long[] login(Maildrops maildrops) {
        asked.clear();
        store.at(asked::add);
        Maildrop maildrop = maildrops.open(BOB).maildrop();
        store.at(what -> {});
        return uids(maildrop);
    }

    private static long[] uids(Maildrop maildrop) {
        List<Long> uids = new ArrayList<>();
        for (int number = maildrop.after(0); number != 0; number = maildrop.after(number)) {
            uids.add(maildrop.uid(number));
        }
        assertThat(maildrop.stat().count()).isEqualTo(uids.size());
        return uids.stream().mapToLong(uid -> uid).toArray();
    }

    private Instant daysAgo(int days) {
        return clock.instant().minus(Duration.ofDays(days));
    }

    @Test
    void anOperatorWhoLooksOnSeesWhatALoginWouldSee() {
        store.add("bob", "12345");
        store.add("bob", "123456");
        Maildrops maildrops = maildrops(LARGE, SizesSetting.STORED);

        assertThat(maildrops.view(BOB))
                .extracting(MaildropView::count, MaildropView::octets)
                .containsExactly(1, 5L);
        assertThat(login(maildrops)).containsExactly(1);
        assertThat(maildrops.view(BOB))
                .extracting(MaildropView::count, MaildropView::remembered)
                .containsExactly(1, true);
    }

    @Test
    void whatIsLargerIsHiddenAndWhatIsJustAsLargeIsNot() {
        store.add("bob", "12345");
        store.add("bob", "123456");
        store.add("bob", "1");
        Maildrops maildrops = maildrops(LARGE, SizesSetting.STORED);

        assertThat(login(maildrops)).containsExactly(1, 3);
        Maildrop maildrop = maildrops.open(BOB).maildrop();
        assertThat(maildrop.stat()).isEqualTo(new DropListing(2, 6));
        assertThat(maildrop.uidl(2)).isEqualTo(new UniqueIdListing(2, "3"));
        assertThat(maildrop.list(3)).isEqualTo(new MessageRefusal.NoSuchMessage(3, 2));
    }

    @Test
    void whatIsOlderIsHiddenAndWhatIsJustAsOldIsNot() {
        store.add("bob", "x", daysAgo(365).minusMillis(1));
        store.add("bob", "x", daysAgo(365));
        store.add("bob", "x", daysAgo(0));
        Maildrops maildrops = maildrops(OLD, SizesSetting.STORED);

        assertThat(login(maildrops)).containsExactly(2, 3);
        clock.advance(Duration.ofMillis(1));
        assertThat(login(maildrops)).containsExactly(3);
    }

    @Test
    void eitherIsEnough() {
        store.add("bob", "123456", daysAgo(1));
        store.add("bob", "x", daysAgo(400));
        store.add("bob", "x", daysAgo(1));

        assertThat(login(maildrops(new HideSettings(OptionalLong.of(5), OptionalInt.of(365)), SizesSetting.STORED)))
                .containsExactly(3);
    }

    @Test
    void anUnchangedMaildropIsNotListedAgainAndItsDatesAreNotAskedForAgain() {
        store.add("bob", "x", daysAgo(400));
        store.add("bob", "x", daysAgo(1));
        Maildrops maildrops = maildrops(OLD, SizesSetting.STORED);

        login(maildrops);
        assertThat(asked).containsExactly("open", "list");
        login(maildrops);
        assertThat(asked).containsExactly("open", "count");
        store.add("bob", "x", daysAgo(366));
        store.add("bob", "x", daysAgo(3));
        assertThat(login(maildrops)).containsExactly(2, 4);
        assertThat(asked).containsExactly("open", "count", "list from 3");
    }

    @Test
    void whereNothingIsHiddenTheListingIsSharedAsItIs() {
        store.add("bob", "x");
        Listing listing = store.open(BOB).list();

        assertThat(LARGE.visible(listing, clock)).isSameAs(listing);
        assertThat(HideSettings.NOTHING.visible(listing, clock)).isSameAs(listing);
    }

    @Test
    void aSessionThatRemovesKeepsWhatIsHiddenInMind() {
        store.add("bob", "123456");
        store.add("bob", "1");
        store.add("bob", "2");
        Maildrops maildrops = maildrops(LARGE, SizesSetting.STORED);
        OpenedMaildrop opened = maildrops.open(BOB);
        opened.maildrop().dele(1);
        opened.remove(opened.maildrop().marked());
        opened.updated();

        assertThat(login(maildrops)).containsExactly(3);
        assertThat(asked).containsExactly("open", "count");
        assertThat(store.uids("bob")).containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void whatIsHiddenIsNotMeasuredAndSizesAreThoseStored() {
        store.add("bob", "123456");
        store.add("bob", "1234");
        Maildrops maildrops = maildrops(LARGE, SizesSetting.EXACT);

        assertThat(login(maildrops)).containsExactly(2);
        assertThat(store.reads()).isOne();
        assertThat(maildrops.open(BOB).maildrop().stat()).isEqualTo(new DropListing(1, 40));
        assertThat(store.reads()).isOne();
    }

    @Test
    void readingAheadDoesNotReadWhatIsHiddenBetween() {
        store.readAhead();
        for (String message : List.of("1", "2", "123456", "4", "5")) {
            store.add("bob", message);
        }
        OpenedMaildrop opened = maildrops(LARGE, SizesSetting.STORED).open(BOB);
        store.at(asked::add);

        for (int number = 1; number <= 4; number++) {
            MessageOutcome.Message message =
                    (MessageOutcome.Message) opened.maildrop().message(number);
            assertThat(opened.fetch(message, Part.WHOLE)).isPresent();
        }

        assertThat(asked).containsExactly("read 1 to 1", "read 2 to 2", "read 4 to 5");
    }

    @Test
    void aStoreThatFailsIsNoMaildropInWhichAllIsHidden() {
        store.add("bob", "x", daysAgo(400));
        store.at(what -> {
            if (what.equals("list")) {
                throw MemoryMaildropStore.trouble(MaildropStoreException.Kind.TEMPORARY);
            }
        });

        assertThatThrownBy(() -> maildrops(OLD, SizesSetting.STORED).open(BOB))
                .isInstanceOf(MaildropStoreException.class);
    }

    @Test
    void onlyTheAgeNeedsDates() {
        assertThat(LARGE.needDates()).isFalse();
        assertThat(OLD.needDates()).isTrue();
        assertThat(List.of(0L, -1L)).allSatisfy(size -> assertThatThrownBy(
                        () -> new HideSettings(OptionalLong.of(size), OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class));
        assertThatThrownBy(() -> new HideSettings(OptionalLong.empty(), OptionalInt.of(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
