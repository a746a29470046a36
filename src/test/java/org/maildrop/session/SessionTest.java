/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.AuthException;
import org.maildrop.snapshot.DropListing;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MemoryMaildropStore;
import org.maildrop.snapshot.MessageRefusal;
import org.maildrop.snapshot.SizesSetting;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** The doors of a session: in by enter, out by update or abandon; and whoever goes out leaves no lock behind. */
class SessionTest {
    private static final Peer PEER = new Peer("session", "192.0.2.1");
    private static final Optional<String> SECRET = Optional.of(SessionBench.PASSWORD);

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final SessionBench bench = new SessionBench(clock, scheduler);
    private final MemoryMaildropStore store = bench.store();
    private final Session session = bench.newSession();

    private static EnterOutcome enter(Session session) {
        session.user("bob");
        return session.pass(SECRET, PEER, how -> {});
    }

    /** As a session that is inside. */
    private Session inside() {
        assertThat(enter(session)).isInstanceOf(EnterOutcome.Entered.class);
        return session;
    }

    private void theMaildropIsFreeForAnother() {
        assertThat(bench.locked("bob")).isFalse();
        Session another = bench.newSession();
        store.at(what -> {});
        assertThat(enter(another)).isInstanceOf(EnterOutcome.Entered.class);
        another.abandon();
    }

    @Nested
    class Enter {
        @Test
        void theRightPasswordLocksTheMaildropAndOpensIt() {
            store.add("bob", "A: b\r\n\r\nx\r\n");

            assertThat(enter(session)).isEqualTo(new EnterOutcome.Entered(new DropListing(1, 11)));
            assertThat(session.phase()).isEqualTo(Phase.TRANSACTION);
            assertThat(bench.locked("bob")).isTrue();
        }

        @Test
        void theLockIsTakenBeforeTheMaildropIsListed() {
            List<Boolean> locked = new ArrayList<>();
            store.at(what -> locked.add(bench.locked("bob")));

            inside();

            assertThat(locked).containsExactly(true);
        }

        @Test
        void aWrongPasswordIsCountedLocksNothingAndBeginsAnew() {
            session.user("bob");

            assertThat(session.pass(Optional.of("wrong"), PEER, how -> {})).isEqualTo(new EnterOutcome.Denied());
            assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
            assertThat(session.named()).isFalse();
            assertThat(session.failedLogins()).isOne();
            assertThat(bench.leases()).isZero();
        }

        @Test
        void aPasswordThatIsNoTextIsDeniedWithoutAskingAnybody() {
            bench.passwords((name, password) -> {
                throw new AssertionError("asked");
            });
            session.user("bob");

            assertThat(session.pass(Optional.empty(), PEER, how -> {})).isEqualTo(new EnterOutcome.Denied());
        }

        @Test
        void usersThatCannotBeAskedAreNoDenial() {
            bench.passwords((name, password) -> {
                throw new AuthException("down", new IOException());
            });

            assertThat(enter(session)).isInstanceOf(EnterOutcome.AuthUnavailable.class);
            assertThat(session.failedLogins()).isZero();
            assertThat(bench.leases()).isZero();
        }

        @Test
        void anUnexpectedFailureOfTheUsersLocksNothing() {
            bench.passwords((name, password) -> {
                throw new IllegalStateException("bug");
            });

            assertThatThrownBy(() -> enter(session)).isInstanceOf(IllegalStateException.class);
            assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
            assertThat(bench.leases()).isZero();
        }

        @Test
        void theLastNameCounts() {
            session.user("alice");

            inside();

            assertThat(bench.locked("alice")).isFalse();
            assertThat(bench.locked("bob")).isTrue();
        }

        @Test
        void aMaildropInUseIsRefusedAndItsHolderIsNotDisturbed() {
            session.user("bob");
            session.pass(SECRET, new Peer("first", "192.0.2.1"), how -> {});
            Session second = bench.newSession();

            assertThat(enter(second)).isInstanceOfSatisfying(EnterOutcome.InUse.class, inUse -> assertThat(
                            inUse.holder().session())
                    .isEqualTo("first"));

            assertThat(second.phase()).isEqualTo(Phase.AUTHORIZATION);
            second.abandon();
            assertThat(bench.locked("bob")).isTrue();
            assertThat(session.phase()).isEqualTo(Phase.TRANSACTION);
        }

        @Test
        void aLockThatCannotBeAskedForFailsClosed() {
            bench.closeLocks();

            assertThat(enter(session)).isInstanceOf(EnterOutcome.LockUnavailable.class);
            assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
            assertThat(bench.leases()).isZero();
        }

        @Test
        void aListingThatFailsRefusesAndReleases() {
            store.at(what -> {
                throw SessionBench.trouble();
            });

            assertThat(enter(session)).isInstanceOf(EnterOutcome.StoreFailed.class);
            assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
            theMaildropIsFreeForAnother();
        }

        @Test
        void anUnexpectedFailureOfTheStoreReleases() {
            store.at(what -> {
                throw new IllegalStateException("bug");
            });

            assertThatThrownBy(() -> enter(session)).isInstanceOf(IllegalStateException.class);
            assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
            theMaildropIsFreeForAnother();
        }

        @Test
        void evenAnErrorOfTheJvmReleases() {
            store.at(what -> {
                throw new NoClassDefFoundError("a James that we do not know");
            });

            assertThatThrownBy(() -> enter(session)).isInstanceOf(NoClassDefFoundError.class);
            theMaildropIsFreeForAnother();
        }

        @Test
        void aMessageThatCannotBeMeasuredRefusesAnExactLoginAndReleases() {
            SessionBench exact = new SessionBench(clock, scheduler, SizesSetting.EXACT);
            exact.store().add("bob", "x\n");
            exact.store().contents((uid, octets) -> {
                throw new IOException("no");
            });

            assertThat(enter(exact.newSession())).isInstanceOf(EnterOutcome.StoreFailed.class);
            assertThat(exact.leases()).isZero();
        }

        @Test
        void afterARefusalTheSameSessionMayTryAgain() {
            store.at(what -> {
                throw SessionBench.trouble();
            });
            enter(session);
            store.at(what -> {});

            assertThat(enter(session)).isInstanceOf(EnterOutcome.Entered.class);
        }

        @Test
        void theLossOfTheLeaseIsToldOnce() {
            List<String> told = new ArrayList<>();
            session.user("bob");
            session.pass(SECRET, PEER, how -> told.add("lost"));

            bench.takeAway("bob");
            scheduler.advance(SessionBench.aRenewal());
            scheduler.advance(SessionBench.aRenewal());

            assertThat(told).containsExactly("lost");
        }

        @Test
        void aSessionThatStaysKeepsItsLeaseForHours() {
            inside();

            scheduler.advance(Duration.ofHours(5));

            assertThat(bench.locked("bob")).isTrue();
        }
    }

    @Nested
    class Update {
        @Test
        void quitRemovesWhatIsMarkedAndReleases() {
            store.add("bob", "x\r\n");
            long kept = store.add("bob", "y\r\n");
            inside().transaction().maildrop().dele(1);

            assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(1, 1));
            assertThat(session.phase()).isEqualTo(Phase.UPDATE);
            assertThat(store.uids("bob")).containsExactly(kept);
            theMaildropIsFreeForAnother();
        }

        @Test
        void theLockIsHeldUntilAllIsRemoved() {
            List<String> locked = new ArrayList<>();
            store.add("bob", "x\r\n");
            inside().transaction().maildrop().dele(1);
            store.at(what -> locked.add(what + " " + bench.locked("bob")));

            session.quit();

            assertThat(locked).containsExactly("remove true");
        }

        @Test
        void quitInAuthorizationIsAFarewell() {
            assertThat(session.quit()).isEqualTo(new QuitOutcome.Left());
            assertThat(session.phase()).isEqualTo(Phase.UPDATE);
        }

        @Test
        void quitWithoutMarksNeedsNoProofOfTheLease() {
            store.add("bob", "x\r\n");
            inside();
            bench.takeAway("bob");

            assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 1));
        }

        @Test
        void aLeaseThatIsAnothersByNowRemovesNothingAndStaysTheOthers() {
            store.add("bob", "x\r\n");
            inside().transaction().maildrop().dele(1);
            bench.takeAway("bob");
            assertThat(enter(bench.newSession())).isInstanceOf(EnterOutcome.Entered.class);

            assertThat(session.quit()).isEqualTo(new QuitOutcome.LeaseLost(1));
            assertThat(store.uids("bob")).hasSize(1);
            assertThat(bench.locked("bob")).isTrue();
        }

        @Test
        void aLeaseThatWasNotRenewedForLongRemovesNothing() {
            store.add("bob", "x\r\n");
            inside().transaction().maildrop().dele(1);
            // The clock goes on and nobody renews until the term is over.
            clock.advance(Duration.ofSeconds(60));

            assertThat(session.quit()).isEqualTo(new QuitOutcome.LeaseLost(1));
            assertThat(store.uids("bob")).hasSize(1);
            assertThat(bench.locked("bob")).isFalse();
        }

        @Test
        void whatCannotBeRemovedIsCounted() {
            long stubborn = store.add("bob", "x\r\n");
            store.add("bob", "y\r\n");
            store.refuseToRemove(stubborn);
            inside().transaction().maildrop().dele(1);
            session.transaction().maildrop().dele(2);

            assertThat(session.quit()).isEqualTo(new QuitOutcome.PartlyUpdated(1, 1));
            assertThat(store.uids("bob")).containsExactly(stubborn);
            theMaildropIsFreeForAnother();
        }

        @Test
        void aStoreThatFailsIsToldAndReleases() {
            store.add("bob", "x\r\n");
            inside().transaction().maildrop().dele(1);
            MaildropStoreException cause = SessionBench.trouble();
            store.at(what -> {
                throw cause;
            });

            assertThat(session.quit()).isEqualTo(new QuitOutcome.UpdateFailed(1, cause));
            assertThat(session.phase()).isEqualTo(Phase.UPDATE);
            theMaildropIsFreeForAnother();
        }

        @Test
        void anUnexpectedFailureReleases() {
            store.add("bob", "x\r\n");
            inside().transaction().maildrop().dele(1);
            store.at(what -> {
                throw new IllegalStateException("bug");
            });

            assertThatThrownBy(session::quit).isInstanceOf(IllegalStateException.class);
            assertThat(session.phase()).isEqualTo(Phase.UPDATE);
            theMaildropIsFreeForAnother();
        }

        @Test
        void theLossOfALeaseThatWasReleasedIsNotTold() {
            List<String> told = new ArrayList<>();
            session.user("bob");
            session.pass(SECRET, PEER, how -> told.add("lost"));
            session.quit();

            scheduler.advance(Duration.ofMinutes(5));

            assertThat(told).isEmpty();
        }
    }

    @Nested
    class Abandon {
        @Test
        void abandonReleasesAndRemovesNothing() {
            store.add("bob", "x\r\n");
            inside().transaction().maildrop().dele(1);

            session.abandon();

            assertThat(session.phase()).isEqualTo(Phase.UPDATE);
            assertThat(store.uids("bob")).hasSize(1);
            theMaildropIsFreeForAnother();
        }

        @Test
        void abandonAgainOrAfterQuitLeavesASuccessorAlone() {
            inside();
            session.quit();
            assertThat(enter(bench.newSession())).isInstanceOf(EnterOutcome.Entered.class);

            session.abandon();
            session.abandon();

            assertThat(bench.locked("bob")).isTrue();
        }

        @Test
        void abandonBeforeTheLoginIsNothing() {
            session.user("bob");
            session.abandon();

            assertThat(session.phase()).isEqualTo(Phase.UPDATE);
            assertThat(session.named()).isFalse();
        }

        @Test
        void restartForgetsTheName() {
            session.user("bob");
            session.restart();

            assertThat(session.phase()).isEqualTo(Phase.AUTHORIZATION);
            assertThat(session.named()).isFalse();
        }
    }

    @Nested
    class Retrieve {
        @Test
        void retrTellsTheOctetsAsSentAndStatIsCorrectFromThenOn() throws IOException {
            store.add("bob", "x\ny");
            inside();

            assertThat(session.transaction().retr(1))
                    .isInstanceOfSatisfying(RetrieveOutcome.Retrieved.class, found -> assertThat(found.octets())
                            .isEqualTo(6));
            assertThat(session.transaction().maildrop().stat()).isEqualTo(new DropListing(1, 6));
        }

        @Test
        void topReadsNothingBeforehand() {
            store.add("bob", "x\ny");
            inside();

            assertThat(session.transaction().top(1)).isInstanceOf(RetrieveOutcome.Retrieved.class);
            assertThat(store.reads()).isZero();
        }

        @Test
        void aMessageThatIsNotThereOrMarkedIsRefusedWithoutAskingTheStore() {
            store.add("bob", "x");
            inside().transaction().maildrop().dele(1);
            store.at(what -> {
                throw new AssertionError(what);
            });

            assertThat(session.transaction().retr(1))
                    .isEqualTo(new RetrieveOutcome.Refused(new MessageRefusal.MarkedAsDeleted(1)));
            assertThat(session.transaction().top(2))
                    .isEqualTo(new RetrieveOutcome.Refused(new MessageRefusal.NoSuchMessage(2, 1)));
        }

        @Test
        void aMessageThatVanishedIsSaidToHaveAndTheSessionGoesOn() {
            long uid = store.add("bob", "x");
            inside();
            store.expunge("bob", uid);

            assertThat(session.transaction().retr(1)).isEqualTo(new RetrieveOutcome.Vanished(1));
            assertThat(session.transaction().top(1)).isEqualTo(new RetrieveOutcome.Vanished(1));
            assertThat(session.transaction().maildrop().dele(1)).isNotNull();
            assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(1, 0));
        }

        @Test
        void aStoreThatFailsIsToldAndTheSessionGoesOn() {
            store.add("bob", "x");
            inside();
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
            inside();
            store.contents((uid, octets) -> {
                throw new IOException("no");
            });

            assertThat(session.transaction().retr(1)).isInstanceOf(RetrieveOutcome.Unreadable.class);
        }

        @Test
        void whatArrivesLaterIsUnseenUntilTheNextLogin() {
            store.add("bob", "x");
            inside();
            store.add("bob", "y");

            assertThat(session.transaction().maildrop().rset()).isEqualTo(new DropListing(1, 1));
            assertThat(session.quit()).isEqualTo(new QuitOutcome.Updated(0, 1));
            assertThat(enter(bench.newSession())).isEqualTo(new EnterOutcome.Entered(new DropListing(2, 2)));
        }
    }

    @Test
    void outsideOfTransactionThereIsNoTransaction() {
        assertThatThrownBy(session::transaction).isInstanceOf(IllegalStateException.class);
        inside().quit();
        assertThatThrownBy(session::transaction).isInstanceOf(IllegalStateException.class);
    }
}
