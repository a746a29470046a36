/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.DropListing;
import org.maildrop.snapshot.MemoryMaildropStore;
import org.maildrop.snapshot.MessageRefusal;
import org.maildrop.snapshot.Part;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** Messages found, refused, vanished and unreadable. */
class SessionRetrieveTest {
    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler);
    private final MemoryMaildropStore store = bench.store();
    private final Session session = bench.newSession();

    @Test
    void retrTellsTheOctetsAsSentAndStatIsCorrectFromThenOn() throws IOException {
        store.add("bob", "x\ny");
        bench.inside(session);

        assertThat(session.transaction().retr(1))
                .isInstanceOfSatisfying(RetrieveOutcome.Retrieved.class, found -> assertThat(found.octets())
                        .isEqualTo(6));
        assertThat(session.transaction().maildrop().stat()).isEqualTo(new DropListing(1, 6));
    }

    @Test
    void topReadsNothingBeforehand() {
        store.add("bob", "x\ny");
        bench.inside(session);

        assertThat(session.transaction().top(1, Part.WHOLE)).isInstanceOf(RetrieveOutcome.Retrieved.class);
        assertThat(store.reads()).isZero();
    }

    @Test
    void aMessageThatIsNotThereOrMarkedIsRefusedWithoutAskingTheStore() {
        store.add("bob", "x");
        bench.inside(session).transaction().maildrop().dele(1);
        store.at(what -> {
            throw new AssertionError(what);
        });

        assertThat(session.transaction().retr(1))
                .isEqualTo(new RetrieveOutcome.Refused(new MessageRefusal.MarkedAsDeleted(1)));
        assertThat(session.transaction().top(2, Part.WHOLE))
                .isEqualTo(new RetrieveOutcome.Refused(new MessageRefusal.NoSuchMessage(2, 1)));
    }

    @Test
    void aMessageThatVanishedIsSaidToHaveAndTheSessionGoesOn() {
        long uid = store.add("bob", "x");
        bench.inside(session);
        store.expunge("bob", uid);

        assertThat(session.transaction().retr(1)).isEqualTo(new RetrieveOutcome.Vanished(1));
        assertThat(session.transaction().top(1, Part.WHOLE)).isEqualTo(new RetrieveOutcome.Vanished(1));
        assertThat(session.transaction().maildrop().dele(1)).isNotNull();
        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(1, 0));
    }

    @Test
    void aStoreThatFailsIsToldAndTheSessionGoesOn() {
        store.add("bob", "x");
        bench.inside(session);
        store.at(what -> {
            throw SessionBench.trouble();
        });

        assertThat(session.transaction().retr(1)).isInstanceOf(RetrieveOutcome.StoreFailed.class);
        assertThat(session.phase()).isEqualTo(Phase.TRANSACTION);
        assertThat(bench.locked("bob")).isTrue();
    }

    @Test
    void aContentThatCannotBeReadIsTold() {
        store.add("bob", "x");
        bench.inside(session);
        store.contents((uid, octets) -> {
            throw new IOException("no");
        });

        assertThat(session.transaction().retr(1)).isInstanceOf(RetrieveOutcome.Unreadable.class);
    }

    @Test
    void whatArrivesLaterIsUnseenUntilTheNextLogin() {
        store.add("bob", "x");
        bench.inside(session);
        store.add("bob", "y");

        assertThat(session.transaction().maildrop().rset()).isEqualTo(new DropListing(1, 1));
        assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 1));
        assertThat(SessionBench.enterAsBob(bench.newSession()))
                .isEqualTo(new EnterOutcome.Entered(new DropListing(2, 2)));
    }
}
