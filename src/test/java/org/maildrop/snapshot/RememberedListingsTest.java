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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.MaildropStoreException.Kind;

/** What a login asks of the store, and what it can do without. */
class RememberedListingsTest {
    private static final Owner BOB = new Owner("bob");

    private final MemoryMaildropStore store = new MemoryMaildropStore();
    private final List<String> asked = new ArrayList<>();
    private long now;
    private final RememberedListings remembered = new RememberedListings(10_000, Wanted.NOTHING_MORE, () -> now);

    @Test
    void theFirstLoginListsOnceAndAsksForNoCounters() {
        add(3);

        assertThat(login()).containsExactly(1, 2, 3);
        assertThat(asked).containsExactly("list");
    }

    @Test
    void aMaildropInWhichNothingHasChangedIsNotListedAgain() {
        add(3);
        Listing first = listing();

        assertThat(listing()).isSameAs(first);
        assertThat(asked).containsExactly("count");
    }

    @Test
    void newMailIsListedAndTheRestIsNot() {
        add(3);
        login();
        add(2);

        assertThat(login()).containsExactly(1, 2, 3, 4, 5);
        assertThat(asked).containsExactly("count", "list from 4");
        assertThat(login()).containsExactly(1, 2, 3, 4, 5);
        assertThat(asked).containsExactly("count");
    }

    @Test
    void whatOthersHaveRemovedIsFoundOutByAListing() {
        add(3);
        login();
        store.expunge("bob", 2);

        assertThat(login()).containsExactly(1, 3);
        assertThat(asked).containsExactly("count", "list");
    }

    @Test
    void asManyRemovedAsHaveComeIsNoMaildropInWhichNothingHasChanged() {
        add(3);
        login();
        store.expunge("bob", 3);
        add(1);

        assertThat(login()).containsExactly(1, 2, 4);
    }

    @Test
    void whatASessionHasRemovedItselfNeedsNoListing() {
        add(5);
        login();
        OpenMaildrop opened = store.open(BOB);
        opened.remove(new long[] {1, 4});
        remembered.removed(BOB, opened, new long[] {1, 4});

        assertThat(login()).containsExactly(2, 3, 5);
        assertThat(asked).containsExactly("count");
    }

    @Test
    void whatASessionOnlyThinksThatItHasRemovedIsThereAgain() {
        add(3);
        login();
        remembered.removed(BOB, store.open(BOB), new long[] {2});

        assertThat(login()).containsExactly(1, 2, 3);
    }

    @Test
    void aMailboxWhoseUidsHaveGoneBackIsListed() {
        add(3);
        login();
        store.expunge("bob", 3);
        store.giveAgainFrom(2);

        assertThat(login()).containsExactly(1, 2);
        assertThat(asked).containsExactly("count", "list");
    }

    @Test
    void aMailboxMadeAnewIsListed() {
        add(3);
        login();
        store.destroy("bob");

        assertThat(login()).isEmpty();
        assertThat(asked).containsExactly("list");
    }

    @Test
    void aDeliveryThatIsSeenBehindALaterOneIsListedAlthoughAnotherMessageHasGone() {
        add(3);
        byte[] late = store.hide("bob", 2);
        assertThat(login()).containsExactly(1, 3);

        store.show("bob", 2, late);
        store.expunge("bob", 1);

        assertThat(login()).containsExactly(2, 3);
        assertThat(asked).contains("list from 2");
    }

    @Test
    void aDeliveryThatIsTheLastOneIsListedWhenItIsSeenAlthoughAnotherMessageHasGone() {
        add(3);
        byte[] late = store.hide("bob", 3);
        assertThat(login()).containsExactly(1, 2);
        assertThat(login()).containsExactly(1, 2);

        store.show("bob", 3, late);
        store.expunge("bob", 2);

        assertThat(login()).containsExactly(1, 3);
    }

    @Test
    void whatWasMissingIsNotWaitedForForEver() {
        add(3);
        store.expunge("bob", 2);
        login();
        login();
        assertThat(asked).containsExactly("count", "list from 2");

        now += RememberedListings.SETTLED.toNanos();

        assertThat(login()).containsExactly(1, 3);
        assertThat(asked).containsExactly("count");
    }

    @Test
    void newMailDoesNotHaveTheWholeMaildropListedBecauseMuchOfItIsMissing() {
        add(1);
        for (int i = 0; i < 3_000; i++) {
            store.expunge("bob", store.add("bob", "x"));
        }
        add(1);
        login();
        add(1);

        assertThat(login()).containsExactly(1, 3_002, 3_003);
        assertThat(asked).containsExactly("count", "list from " + (3_002 + 1 - RememberedListings.LATEST));
    }

    @Test
    void whereAStoreOnlyEstimatesEachLoginLists() {
        store.estimate();
        add(3);
        login();

        assertThat(login()).containsExactly(1, 2, 3);
        assertThat(asked).containsExactly("list");
    }

    @Test
    void aListingThatFailsIsNotRememberedNorIsTheOneBeforeItTaken() {
        add(3);
        login();
        store.expunge("bob", 1);
        store.at(what -> {
            if (what.equals("list")) {
                throw MemoryMaildropStore.trouble(Kind.TEMPORARY);
            }
        });
        assertThatThrownBy(() -> remembered.of(BOB, store.open(BOB))).isInstanceOf(MaildropStoreException.class);

        assertThat(login()).containsExactly(2, 3);
    }

    @Test
    void countersThatFailRefuse() {
        add(3);
        login();
        store.at(what -> {
            if (what.equals("count")) {
                throw MemoryMaildropStore.trouble(Kind.TEMPORARY);
            }
        });

        assertThatThrownBy(() -> remembered.of(BOB, store.open(BOB))).isInstanceOf(MaildropStoreException.class);
    }

    @Test
    void noMoreIsRememberedThanThereIsRoomFor() {
        RememberedListings few = new RememberedListings(100, Wanted.NOTHING_MORE, () -> now);
        add(200);
        few.of(BOB, store.open(BOB));
        store.at(asked::add);

        few.of(BOB, store.open(BOB));

        assertThat(asked).contains("list");
    }

    @Test
    void whatItWasGoodForIsCounted() {
        add(3);
        login();
        login();
        add(1);
        login();
        store.expunge("bob", 2);
        login();
        login();

        assertThat(remembered.recalls()).isEqualTo(new Recalls(1, 2, 2, 0, 1, 16 + 3));
    }

    @Test
    void whatThereWasNoRoomForIsCountedToo() {
        RememberedListings few = new RememberedListings(100, Wanted.NOTHING_MORE, () -> now);
        add(200);
        few.of(BOB, store.open(BOB));

        assertThat(few.recalls()).isEqualTo(new Recalls(0, 0, 1, 1, 0, 0));
    }

    @Test
    void theSizesOfWhatIsRememberedStayThoseStoredWhateverASessionMeasures() {
        add(1);
        Maildrop maildrop = new Maildrop(listing(), UniqueIdFormat.STOCK);
        maildrop.measured(1, 99);

        assertThat(maildrop.stat()).isEqualTo(new DropListing(1, 99));
        assertThat(listing().octets()).isOne();
    }

    @Test
    void longerThanADeliveryTakesIsLongerThanAMinute() {
        assertThat(RememberedListings.SETTLED).isGreaterThan(Duration.ofMinutes(1));
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            store.add("bob", "x");
        }
    }

    private long[] login() {
        return listing().uids();
    }

    private Listing listing() {
        asked.clear();
        store.at(what -> {});
        OpenMaildrop opened = store.open(BOB);
        store.at(asked::add);
        return remembered.of(BOB, opened);
    }
}
