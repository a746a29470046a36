/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MemoryMaildropStore;
import org.maildrop.snapshot.Part;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** What RETR has sent is marked as seen when the session ends, however it does, and QUIT does not depend on it. */
class SessionSeenTest {
    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler);
    private final MemoryMaildropStore store = bench.store();
    private final List<String> asked = new ArrayList<>();

    private Session session() {
        bench.markSeen();
        Session session = bench.inside(bench.newSession());
        store.at(what -> {
            asked.add(what);
            if (what.equals("seen")) {
                assertThat(bench.locked("bob")).isFalse();
            }
        });
        return session;
    }

    private static void retrieve(Session session, int... numbers) {
        IntStream.of(numbers).forEach(session.transaction().maildrop()::noteRetrieved);
    }

    private void add(int messages) {
        IntStream.range(0, messages).forEach(number -> store.add("bob", "x"));
    }

    @Test
    void whereItIsOffNothingIsMarked() {
        add(2);
        Session session = bench.inside(bench.newSession());
        retrieve(session, 1, 2);

        assertThat(session.quitBlocks()).isFalse();
        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 2));
        assertThat(store.seen()).isEmpty();
    }

    @Test
    void quitMarksWhatWasRetrievedInOneGo() {
        add(4);
        Session session = session();
        retrieve(session, 4, 1);

        assertThat(session.quitBlocks()).isTrue();
        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 4));
        assertThat(store.seen()).containsExactlyInAnyOrder(1L, 4L);
        assertThat(asked).containsExactly("seen");
    }

    @Test
    void whoHasRetrievedNothingAsksNothingAndDoesNotWait() {
        add(2);
        Session session = session();
        session.transaction().top(1, Part.WHOLE);
        asked.clear();

        assertThat(session.quitBlocks()).isFalse();
        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 2));
        assertThat(asked).isEmpty();
        assertThat(store.seen()).isEmpty();
    }

    @Test
    void whatIsRemovedIsNotMarked() {
        bench.expiry(new ExpiryPolicy.AfterDays(30));
        add(2);
        store.add("bob", "old", clock.instant().minus(Duration.ofDays(31)));
        Session session = session();
        retrieve(session, 1, 2, 3);
        session.transaction().maildrop().dele(1);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(2, 1));
        assertThat(store.seen()).containsExactly(2L);
    }

    @Test
    void whatCouldNotBeRemovedIsMarked() {
        add(2);
        store.refuseToRemove(1);
        Session session = session();
        retrieve(session, 1);
        session.transaction().maildrop().dele(1);

        assertThat(session.quit()).isEqualTo(new QuitOutcome.PartlyUpdated(0, 1));
        assertThat(store.seen()).containsExactly(1L);
    }

    @Test
    void aSessionThatIsAbandonedMarksToo() {
        add(3);
        Session session = session();
        retrieve(session, 2, 3);
        session.transaction().maildrop().dele(3);

        assertThat(session.abandon()).isEmpty();
        assertThat(session.abandon()).isEmpty();

        assertThat(store.seen()).containsExactlyInAnyOrder(2L, 3L);
        assertThat(store.uids("bob")).hasSize(3);
        assertThat(asked).containsExactly("seen");
    }

    @Test
    void troubleWithItIsNoFailureOfQuitAndToldBesides() {
        add(2);
        Session session = session();
        retrieve(session, 2);
        session.transaction().maildrop().dele(1);
        MaildropStoreException trouble = SessionBench.trouble();
        store.at(what -> {
            if (what.equals("seen")) {
                throw trouble;
            }
        });

        assertThat(session.quit()).isEqualTo(new QuitOutcome.NotMarkedSeen(new QuitOutcome.Updated(1, 1), trouble));
        assertThat(session.tally().removed()).isOne();
        bench.theMaildropIsFreeForAnother();
    }

    @Test
    void troubleWithItIsToldOfASessionThatIsAbandoned() {
        add(1);
        Session session = session();
        retrieve(session, 1);
        MaildropStoreException trouble = SessionBench.trouble();
        store.at(what -> {
            throw trouble;
        });

        assertThat(session.abandon()).contains(trouble);
        bench.theMaildropIsFreeForAnother();
    }
}
