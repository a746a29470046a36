/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.DropListing;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MemoryMaildropStore;
import org.maildrop.snapshot.Part;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** RFC 2449, section 6.7: what is removed at QUIT besides what is marked, and that nothing else is. */
class SessionExpiryTest {
    private static final ExpiryPolicy AT_ONCE = new ExpiryPolicy.OnceRetrieved();
    private static final ExpiryPolicy DAYS = new ExpiryPolicy.AfterDays(30);

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler);
    private final MemoryMaildropStore store = bench.store();
    private final List<String> asked = new ArrayList<>();

    private Session session(ExpiryPolicy policy) {
        bench.expiry(policy);
        Session session = bench.inside(bench.newSession());
        store.at(asked::add);
        return session;
    }

    private static void retrieve(Session session, int... numbers) {
        IntStream.of(numbers).forEach(session.transaction().maildrop()::noteRetrieved);
    }

    private static void mark(Session session, int... numbers) {
        IntStream.of(numbers).forEach(session.transaction().maildrop()::dele);
    }

    private long recent() {
        return store.add("bob", "new", clock.instant().minus(Duration.ofDays(30)));
    }

    private long old() {
        return store.add(
                "bob", "old", clock.instant().minus(Duration.ofDays(30)).minusNanos(1));
    }

    @Test
    void whereNothingExpiresNothingIsRemovedAndNoDateIsRead() {
        old();
        old();
        Session session = session(new ExpiryPolicy.Never());
        retrieve(session, 1, 2);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 2));
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsToGoOnceRetrievedGoesWithWhatIsMarked() {
        store.add("bob", "marked");
        store.add("bob", "retrieved");
        long left = store.add("bob", "left");
        store.add("bob", "both");
        Session session = session(AT_ONCE);
        mark(session, 1);
        retrieve(session, 2, 4);
        mark(session, 4);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(3, 1));
        assertThat(store.uids("bob")).containsExactly(left);
        assertThat(asked).doesNotContain("dates");
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void whatWasRetrievedIsNotMarkedSoNothingTellsItAndRsetDoesNotUndoIt() {
        store.add("bob", "x");
        long left = store.add("bob", "y");
        Session session = session(AT_ONCE);
        retrieve(session, 1);
        mark(session, 2);

        assertThat(session.transaction().maildrop().stat()).isEqualTo(new DropListing(1, 1));
        assertThat(session.transaction().maildrop().rset()).isEqualTo(new DropListing(2, 2));
        assertThat(session.transaction().retr(1)).isInstanceOf(RetrieveOutcome.Retrieved.class);
        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(1, 1));
        assertThat(store.uids("bob")).containsExactly(left);
    }

    @Test
    void retrAloneAndTopAreNothingThatExpires() {
        store.add("bob", "x");
        store.add("bob", "y");
        Session session = session(AT_ONCE);
        session.transaction().retr(1);
        session.transaction().top(2, Part.WHOLE);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 2));
    }

    @Test
    void noOtherEndRemovesAnything() {
        old();
        for (ExpiryPolicy policy : List.of(AT_ONCE, DAYS)) {
            Session session = session(policy);
            retrieve(session, 1);
            session.abandon();
        }

        assertThat(store.uids("bob")).hasSize(1);
        assertThat(asked).doesNotContain("remove", "dates");
    }

    @Test
    void whatIsTooOldGoesUpToTheLastThatWasRetrieved() {
        old();
        long recent = recent();
        old();
        long retrieved = recent();
        long behind = old();
        Session session = session(DAYS);
        retrieve(session, 4);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(2, 3));
        assertThat(store.uids("bob")).containsExactlyInAnyOrder(recent, retrieved, behind);
        assertThat(asked).containsExactly("dates", "remove");
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void whatIsOldAndRetrievedGoesToo() {
        old();
        Session session = session(DAYS);
        retrieve(session, 1);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(1, 0));
    }

    @Test
    void aSessionThatHasRetrievedNothingRemovesNothingByAgeAndReadsNoDate() {
        old();
        old();
        Session session = session(DAYS);
        session.transaction().top(2, Part.WHOLE);
        mark(session, 1);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(1, 1));
        assertThat(asked).doesNotContain("dates");
    }

    @Test
    void whatArrivesInMidSessionIsNeverTouched() {
        old();
        for (ExpiryPolicy policy : List.of(AT_ONCE, DAYS)) {
            Session session = session(policy);
            long arrived = old();
            retrieve(session, 1);

            assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(1, 0));
            assertThat(store.uids("bob")).containsExactly(arrived);
        }
    }

    @Test
    void whatHasVanishedIsNoTrouble() {
        long vanishing = old();
        old();
        Session session = session(DAYS);
        retrieve(session, 2);
        store.expunge("bob", vanishing);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(1, 1));
        assertThat(store.uids("bob")).isEmpty();
    }

    @Test
    void datesThatCannotBeReadLeaveTheOldAndTheMarkedGo() {
        long old = old();
        old();
        Session session = session(DAYS);
        retrieve(session, 1, 2);
        mark(session, 2);
        MaildropStoreException cause = SessionBench.trouble();
        store.at(what -> {
            if (what.equals("dates")) {
                throw cause;
            }
        });

        assertThat(session.quit())
                .isEqualTo(new QuitOutcome.ExpiryFailed(
                        new QuitOutcome.Updated(1, 1), new QuitOutcome.UpdateFailed(0, 0, cause)));
        assertThat(store.uids("bob")).containsExactly(old);
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void whatHasExpiredAndCannotBeRemovedIsNoFailureOfTheMarked() {
        store.add("bob", "marked");
        long stubborn = store.add("bob", "x");
        store.add("bob", "y");
        store.refuseToRemove(stubborn);
        Session session = session(AT_ONCE);
        mark(session, 1);
        retrieve(session, 2, 3);

        assertThat(session.quit())
                .isEqualTo(new QuitOutcome.ExpiryFailed(
                        new QuitOutcome.Updated(2, 1), new QuitOutcome.PartlyUpdated(1, 1)));
        assertThat(store.uids("bob")).containsExactly(stubborn);
    }

    @Test
    void aMarkedMessageThatCannotBeRemovedKeepsWhatHasExpired() {
        long stubborn = store.add("bob", "marked");
        long kept = store.add("bob", "retrieved");
        store.refuseToRemove(stubborn);
        Session session = session(AT_ONCE);
        mark(session, 1);
        retrieve(session, 2);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.PartlyUpdated(0, 1));
        assertThat(store.uids("bob")).containsExactlyInAnyOrder(stubborn, kept);
    }

    @Test
    void aLeaseThatIsAnothersByNowRemovesNothingThatHasExpired() {
        store.add("bob", "x");
        Session session = session(AT_ONCE);
        retrieve(session, 1);
        bench.takeAway("bob");
        Session other = bench.inside(bench.newSession());

        assertThat(session.quit())
                .isEqualTo(
                        new QuitOutcome.ExpiryFailed(new QuitOutcome.Updated(0, 1), new QuitOutcome.LeaseLost(0, 1)));
        assertThat(store.uids("bob")).hasSize(1);
        assertThat(bench.locked("bob")).isTrue();
        other.abandon();
    }

    @Test
    void aLeaseThatIsLostInTheMiddleKeepsTheRest() {
        IntStream.rangeClosed(1, 250).forEach(message -> store.add("bob", "x"));
        Session session = session(AT_ONCE);
        IntStream.rangeClosed(1, 250).forEach(number -> retrieve(session, number));
        store.at(what -> clock.advance(Duration.ofSeconds(60)));

        assertThat(session.quit())
                .isEqualTo(new QuitOutcome.ExpiryFailed(
                        new QuitOutcome.Updated(100, 150), new QuitOutcome.LeaseLost(100, 150)));
        assertThat(store.uids("bob")).hasSize(150);
    }

    @Test
    void aClockBehindTheMailsOwnDatesRemovesNothing() {
        old();
        Session session = session(DAYS);
        retrieve(session, 1);
        clock.set(Instant.EPOCH);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 1));
    }
}
