/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.session.SessionBench;

/** A conversation, task by task: what is answered, in which order, and how it ends. */
class ConversationTest {
    private static final String LOST = "-ERR [SYS/TEMP] the lock on the maildrop was lost, nothing was removed\r\n";
    private static final String STOPPING = "-ERR [SYS/TEMP] the server is stopping, nothing was removed\r\n";

    private final TestPeer.World world = TestPeer.World.begin();

    @Nested
    class Order {
        @Test
        void theGreetingComesFirstAndNothingIsCarriedOutBeforeIt() {
            TestPeer peer = new TestPeer(world);
            peer.say("CAPA", "QUIT");
            assertThat(peer.hear()).isEmpty();

            peer.begin();
            peer.settle();

            assertThat(peer.hear())
                    .startsWith("+OK Maildrop ready\r\n+OK capabilities")
                    .endsWith("+OK bye\r\n");
            assertThat(peer.isClosed()).isTrue();
        }

        @Test
        void pipelinedCommandsAreAnsweredInOrderWhateverThreadRunsThem() {
            world.bench().store().add("bob", "x\r\n");
            TestPeer peer = TestPeer.greeted(world);

            peer.say(
                    "USER bob", "PASS secret", "STAT", "RETR 1", "NOOP", "LIST", "TOP 1 0", "UIDL 1", "DELE 1", "QUIT");

            assertThat(peer.hear())
                    .isEqualTo("+OK name accepted, the password decides\r\n"
                            + "+OK maildrop locked and ready, 1 message (3 octets)\r\n"
                            + "+OK 1 3\r\n"
                            + "+OK 3 octets\r\nx\r\n.\r\n"
                            + "+OK\r\n"
                            + "+OK 1 message (3 octets)\r\n1 3\r\n.\r\n"
                            + "+OK top of message follows\r\nx\r\n.\r\n"
                            + "+OK 1 1\r\n"
                            + "+OK message 1 marked as deleted\r\n"
                            + "+OK bye, 1 message removed, 0 left\r\n");
            assertThat(peer.isClosed()).isTrue();
            assertThat(world.bench().store().uids("bob")).isEmpty();
        }

        @Test
        void whatDoesNotBlockIsAnsweredOnTheThreadThatReceivedIt() {
            TestPeer peer = TestPeer.loggedIn(world);
            peer.workersAreBusy(true);

            peer.say("STAT", "LIST", "NOOP");

            assertThat(peer.hear()).isEqualTo("+OK 0 0\r\n+OK 0 messages (0 octets)\r\n.\r\n+OK\r\n");
        }

        @Test
        void whatBlocksWaitsForAWorkerAndWhatFollowsWaitsForIt() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            peer.workersAreBusy(true);

            peer.say("NOOP", "RETR 1", "NOOP");
            assertThat(peer.hear()).isEqualTo("+OK\r\n");

            peer.workersAreBusy(false);
            peer.settle();
            assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n+OK\r\n");
        }

        @Test
        void aLineThatArrivesWhileAWorkerRunsIsAnsweredBehindIt() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            world.bench().store().at(what -> peer.packet("STAT\r\n"));

            peer.say("RETR 1");

            assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n+OK 1 3\r\n");
        }

        @Test
        void aLineThatArrivesWhenTheWorkerHasJustFoundNoneIsNotForgotten() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            peer.packet("RETR 1\r\n");
            // The worker sends when it has found the queue empty, and before it rests.
            peer.atNextSending(() -> peer.packet("STAT\r\n"));

            peer.settle();

            assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n+OK 1 3\r\n");
        }

        @Test
        void anEndThatComesWhenTheWorkerHasJustFoundNothingIsNotForgotten() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            peer.packet("RETR 1\r\n");
            peer.atNextSending(() -> peer.conversation().end(Ending.SERVER_STOPPING));

            peer.settle();

            assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\nx\r\n.\r\n" + STOPPING);
            assertThat(peer.isClosed()).isTrue();
        }

        @Test
        void repliesToPipelinedCommandsLeaveTogether() {
            TestPeer peer = TestPeer.loggedIn(world);
            peer.stopReading();

            peer.say("NOOP", "NOOP", "STAT", "NOOP");
            peer.readOne();

            assertThat(peer.hear()).isEqualTo("+OK\r\n+OK\r\n+OK 0 0\r\n+OK\r\n");
        }

        @Test
        void aLineQueuedBehindQuitDoesNotRun() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);

            peer.say("QUIT", "DELE 1", "NOOP", "QUIT");

            assertThat(peer.hear()).isEqualTo("+OK bye, 0 messages removed, 1 left\r\n");
            assertThat(peer.isClosed()).isTrue();
        }

        @Test
        void aLineAfterTheEndIsNotAnswered() {
            TestPeer peer = TestPeer.loggedIn(world);
            peer.conversation().end(Ending.SERVER_STOPPING);
            peer.packet("NOOP\r\n");
            peer.settle();

            assertThat(peer.hear()).isEqualTo(STOPPING);
        }
    }

    @Nested
    class Refusals {
        @Test
        void theThirdRefusedCommandInARowBeforeTheLoginIsTheLast() {
            TestPeer peer = TestPeer.greeted(world);

            peer.say("FOO", "STAT", "USER", "NOOP");

            assertThat(peer.hear())
                    .isEqualTo("-ERR unknown command\r\n-ERR STAT is for after the login\r\n"
                            + "-ERR too many refused commands, closing the connection\r\n");
            assertThat(peer.isClosed()).isTrue();
            assertThat(peer.timesLeft()).isOne();
        }

        @Test
        void anAcceptedCommandBeginsTheCountAnew() {
            TestPeer peer = TestPeer.greeted(world);

            peer.say("FOO", "FOO", "CAPA", "FOO", "FOO", "CAPA");

            assertThat(peer.isClosed()).isFalse();
        }

        @Test
        void theTwentiethInARowAfterTheLoginIsTheLast() {
            TestPeer peer = TestPeer.loggedIn(world);

            for (int count = 1; count < 20; count++) {
                peer.say("RETR 1");
                assertThat(peer.hear()).isEqualTo("-ERR no such message, the maildrop has 0 messages\r\n");
            }
            peer.say("RETR 1", "NOOP");

            assertThat(peer.hear()).isEqualTo("-ERR too many refused commands, closing the connection\r\n");
            assertThat(peer.isClosed()).isTrue();
            assertThat(world.bench().leases()).isZero();
        }

        @Test
        void theThirdFailedLoginIsTheLast() {
            TestPeer peer = TestPeer.greeted(world);

            peer.say("USER bob", "PASS a", "USER bob", "PASS b", "USER bob", "PASS c", "USER bob", "PASS secret");

            assertThat(peer.hear())
                    .isEqualTo("+OK name accepted, the password decides\r\n-ERR [AUTH] wrong name or password\r\n"
                                    .repeat(2)
                            + "+OK name accepted, the password decides\r\n"
                            + "-ERR [AUTH] too many failed logins, closing the connection\r\n");
            assertThat(peer.isClosed()).isTrue();
            assertThat(world.bench().leases()).isZero();
        }

        @Test
        void aMaildropInUseIsNoFailedLogin() {
            TestPeer.loggedIn(world);
            TestPeer peer = TestPeer.greeted(world);

            for (int count = 0; count < 10; count++) {
                peer.say("USER bob", "PASS secret");
                assertThat(peer.hear()).contains("-ERR [IN-USE] ");
            }

            assertThat(peer.isClosed()).isFalse();
        }

        @Test
        void aLineTooLongIsRefusedAndTheSessionGoesOn() {
            TestPeer peer = TestPeer.greeted(world);
            peer.say("USER " + "x".repeat(505) + "x", "USER " + "x".repeat(505));
            assertThat(peer.hear()).isEqualTo("-ERR line too long\r\n+OK name accepted, the password decides\r\n");

            TestPeer inside = TestPeer.loggedIn(world);
            inside.say("NOOP" + " ".repeat(2042), "NOOP" + " ".repeat(2043), "x".repeat(100_000), "NOOP");
            assertThat(inside.hear()).isEqualTo("+OK\r\n-ERR line too long\r\n-ERR line too long\r\n+OK\r\n");
        }

        @Test
        void whatIsOursToBlameIsNotCounted() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            world.bench().store().at(what -> {
                throw SessionBench.trouble();
            });

            for (int count = 0; count < 30; count++) {
                peer.say("RETR 1");
                assertThat(peer.hear()).startsWith("-ERR [SYS/TEMP] ");
            }

            assertThat(peer.isClosed()).isFalse();
        }
    }

    @Nested
    class Failures {
        @Test
        void aCommandThatThrowsIsAnsweredAndTheSessionLives() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            world.bench().store().at(what -> {
                throw new IllegalStateException("bug\r\n+OK forged");
            });

            peer.say("RETR 1", "NOOP");

            assertThat(peer.hear()).isEqualTo("-ERR [SYS/TEMP] internal error, the server's log tells more\r\n+OK\r\n");
            assertThat(world.bench().locked("bob")).isTrue();
        }

        @Test
        void anErrorOfTheJvmEndsTheSessionAndReleasesItsLock() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            world.bench().store().at(what -> {
                throw new NoSuchMethodError("a James that we do not know");
            });

            peer.say("RETR 1", "NOOP");

            assertThat(peer.hear()).isEmpty();
            assertThat(peer.isClosed()).isTrue();
            assertThat(peer.timesLeft()).isOne();
            assertThat(world.bench().leases()).isZero();
        }

        @Test
        void aQuitThatThrowsIsTheEndAllTheSame() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            peer.say("DELE 1");
            peer.hear();
            world.bench().store().at(what -> {
                throw new IllegalStateException("bug");
            });

            peer.say("QUIT", "NOOP");

            assertThat(peer.hear()).isEqualTo("-ERR [SYS/TEMP] internal error, the server's log tells more\r\n");
            assertThat(peer.isClosed()).isTrue();
            assertThat(world.bench().leases()).isZero();
        }

        @Test
        void aBodyThatFailsInTheMiddleClosesTheConnectionWithoutTerminationOctet() {
            world.bench().store().add("bob", "x\r\n".repeat(100));
            TestPeer peer = TestPeer.loggedIn(world);
            brokenAfter(150);

            peer.say("TOP 1 1000", "NOOP");

            assertThat(peer.hear()).doesNotContain("\r\n.\r\n").doesNotContain("-ERR");
            assertThat(peer.isClosed()).isTrue();
            assertThat(world.bench().leases()).isZero();
        }

        @Test
        void aBodyThatFailsFarInTheMiddleClosesTheConnectionToo() {
            world.bench().store().add("bob", "x\r\n".repeat(100_000));
            TestPeer peer = TestPeer.loggedIn(world);
            brokenAfter(200_000);

            peer.say("TOP 1 1000000");

            assertThat(peer.hear())
                    .startsWith("+OK top of message follows\r\nx\r\n")
                    .doesNotContain("\r\n.\r\n");
            assertThat(peer.isClosed()).isTrue();
        }

        @Test
        void aContentThatCannotBeClosedKeepsNeitherReplyNorLock() {
            world.bench().store().add("bob", "x\r\n");
            TestPeer peer = TestPeer.loggedIn(world);
            world.bench().store().contents((uid, octets) -> new ByteArrayInputStream(octets) {
                @Override
                public void close() {
                    throw new IllegalStateException("bug");
                }
            });

            peer.say("TOP 1 10", "NOOP");

            assertThat(peer.hear()).isEqualTo("+OK top of message follows\r\nx\r\n.\r\n+OK\r\n");
            peer.say("QUIT");
            assertThat(world.bench().leases()).isZero();
        }

        @Test
        void aContentThatCannotBeClosedOnTheWayOutKeepsNoLock() {
            world.bench().store().add("bob", "x\r\n".repeat(200_000));
            TestPeer peer = TestPeer.loggedIn(world);
            world.bench().store().contents((uid, octets) -> new ByteArrayInputStream(octets) {
                @Override
                public void close() {
                    throw new IllegalStateException("bug");
                }
            });
            peer.stopReading();
            peer.say("TOP 1 1000000");

            peer.hangUp();
            peer.settle();

            assertThat(world.bench().leases()).isZero();
            assertThat(peer.timesLeft()).isOne();
        }

        private void brokenAfter(int octets) {
            world.bench()
                    .store()
                    .contents((uid, all) ->
                            new SequenceInputStream(new ByteArrayInputStream(all, 0, octets), new InputStream() {
                                @Override
                                public int read() throws IOException {
                                    throw new IOException("the disk is on fire");
                                }
                            }));
        }
    }

    @Nested
    class Ends {
        @ParameterizedTest
        @EnumSource
        void everyEndReleasesTheLockAndRemovesNothing(Ending ending) {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            peer.say("DELE 1");
            peer.hear();

            peer.conversation().end(ending);
            peer.conversation().end(ending);
            peer.settle();

            String lastWord = peer.hear();
            assertThat(lastWord)
                    .isEqualTo(
                            switch (ending) {
                                case LEASE_LOST -> LOST;
                                case SERVER_STOPPING -> STOPPING;
                                case QUIT, DISCONNECTED, AUTOLOGOUT, ABUSE, READ_ERROR, BROKEN -> "";
                            });
            assertThat(peer.isClosed()).isTrue();
            assertThat(peer.timesLeft()).isOne();
            assertThat(world.bench().leases()).isZero();
            assertThat(world.bench().store().uids("bob")).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource(names = {"LEASE_LOST", "SERVER_STOPPING", "AUTOLOGOUT"})
        void anEndInTheMiddleOfABodyClosesWithoutTerminationOctet(Ending ending) {
            world.bench().store().add("bob", "x\r\n".repeat(200_000));
            TestPeer peer = TestPeer.loggedIn(world);
            peer.stopReading();
            peer.say("RETR 1");

            peer.conversation().end(ending);
            peer.settle();
            peer.readAgain();
            peer.settle();

            assertThat(peer.hear()).doesNotContain("\r\n.\r\n").doesNotContain("-ERR");
            assertThat(peer.isClosed()).isTrue();
            assertThat(world.bench().leases()).isZero();
        }

        @Test
        void anEndDuringACommandWaitsForItAndItsReplyComesFirst() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            world.bench().store().at(what -> {
                peer.conversation().end(Ending.LEASE_LOST);
                assertThat(peer.hasLeft()).isFalse();
            });

            peer.say("RETR 1");

            // The message's first line was there before the end was seen; so nothing more may follow.
            assertThat(peer.hear()).isEqualTo("+OK 3 octets\r\n");
            assertThat(peer.isClosed()).isTrue();
        }

        @ParameterizedTest
        @EnumSource(names = {"LEASE_LOST", "SERVER_STOPPING"})
        void anEndDuringQuitAddsNothingToItsReply(Ending ending) {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            peer.say("DELE 1");
            peer.hear();
            world.bench().store().at(what -> peer.conversation().end(ending));

            peer.say("QUIT");

            assertThat(peer.hear()).isEqualTo("+OK bye, 1 message removed, 0 left\r\n");
            assertThat(peer.isClosed()).isTrue();
        }

        @ParameterizedTest
        @EnumSource(names = {"LEASE_LOST", "SERVER_STOPPING"})
        void anEndDuringTheLoginIsToldBehindItsReply(Ending ending) {
            TestPeer peer = TestPeer.greeted(world);
            world.bench().store().at(what -> peer.conversation().end(ending));

            peer.say("USER bob", "PASS secret", "STAT");

            assertThat(peer.hear())
                    .isEqualTo("+OK name accepted, the password decides\r\n"
                            + "+OK maildrop locked and ready, 0 messages (0 octets)\r\n"
                            + (ending == Ending.LEASE_LOST ? LOST : STOPPING));
            assertThat(world.bench().leases()).isZero();
        }

        @Test
        void aDisconnectDuringACommandReleasesTheLockOnlyWhenItHasEnded() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            peer.say("DELE 1");
            world.bench().store().at(what -> {
                peer.hangUp();
                peer.eventLoop();
                assertThat(world.bench().locked("bob")).isTrue();
                assertThat(peer.workerWaits()).isFalse();
            });

            peer.say("QUIT");

            // The update was under way when the client went: it is carried through.
            assertThat(world.bench().store().uids("bob")).isEmpty();
            assertThat(world.bench().leases()).isZero();
            assertThat(peer.timesLeft()).isOne();
        }

        @Test
        void aDisconnectBeforeQuitHasBegunRemovesNothing() {
            world.bench().store().add("bob", "x");
            TestPeer peer = TestPeer.loggedIn(world);
            peer.say("DELE 1");
            peer.workersAreBusy(true);
            peer.say("QUIT");

            peer.hangUp();
            peer.workersAreBusy(false);
            peer.settle();

            assertThat(world.bench().store().uids("bob")).hasSize(1);
            assertThat(world.bench().leases()).isZero();
        }

        @Test
        void aLeaseLostWhileIdleIsToldAndClosesTheConnection() {
            TestPeer peer = TestPeer.loggedIn(world);
            world.bench().takeAway("bob");

            peer.pass(SessionBench.aRenewal());
            peer.settle();

            assertThat(peer.hear()).isEqualTo(LOST);
            assertThat(peer.isClosed()).isTrue();
        }

        @Test
        void aSuccessorIsNotDisturbedByTheEndOfOneThatLostItsLease() {
            TestPeer peer = TestPeer.loggedIn(world);
            world.bench().takeAway("bob");
            TestPeer successor = TestPeer.loggedIn(world);

            peer.pass(SessionBench.aRenewal());
            peer.settle();
            successor.say("NOOP");

            assertThat(peer.isClosed()).isTrue();
            assertThat(successor.hear()).isEqualTo("+OK\r\n");
            assertThat(world.bench().locked("bob")).isTrue();
        }

        @Test
        void theMaildropIsFreeWhenTheClientReadsTheReplyToQuit() {
            TestPeer peer = TestPeer.loggedIn(world);
            peer.stopReading();

            peer.say("QUIT");

            assertThat(world.bench().leases()).isZero();
            assertThat(peer.isClosed()).isFalse();
            peer.readAgain();
            peer.settle();
            assertThat(peer.hear()).startsWith("+OK bye");
            assertThat(peer.isClosed()).isTrue();
        }

        @Test
        void aClientThatDoesNotTakeTheLastReplyIsClosedOverItsHeadAfterAWhile() {
            TestPeer peer = TestPeer.loggedIn(world);
            peer.stopReading();
            peer.say("QUIT");

            peer.advanceEventLoop(Duration.ofSeconds(29));
            assertThat(peer.isClosed()).isFalse();
            peer.advanceEventLoop(Duration.ofSeconds(2));

            assertThat(peer.isClosed()).isTrue();
        }

        @Test
        void aConnectionThatIsGoneBeforeTheGreetingLeavesNothingBehind() {
            TestPeer peer = new TestPeer(world);
            peer.hangUp();
            peer.begin();
            peer.settle();

            assertThat(peer.timesLeft()).isOne();
        }
    }

    @Nested
    class StartTls {
        @Test
        void stlsIsAnsweredBehindAllEarlierRepliesAndTheHandshakeBeginsBehindIt() {
            TestPeer peer = TestPeer.greeted(world);

            peer.packet("USER bob\r\nSTLS\r\n");
            assertThat(peer.tlsBegun()).isTrue();
            peer.settle();

            assertThat(peer.hear())
                    .isEqualTo("+OK name accepted, the password decides\r\n+OK begin TLS negotiation\r\n");
        }

        @Test
        void whatWasSaidInClearIsForgotten() {
            TestPeer peer = TestPeer.greeted(world);
            peer.say("USER bob", "STLS");
            peer.hear();
            peer.shakeHands();

            peer.say("PASS secret");

            assertThat(peer.hear()).isEqualTo("-ERR USER comes before PASS\r\n");
        }

        @Test
        void whatWasSentInClearBehindStlsIsNotCarriedOut() {
            TestPeer peer = TestPeer.greeted(world);
            peer.packet("STLS\r\nUSER mallory\r\nPASS");
            peer.settle();
            assertThat(peer.hear()).isEqualTo("+OK begin TLS negotiation\r\n");
            peer.shakeHands();

            peer.say(" secret", "CAPA");

            assertThat(peer.hear()).startsWith("-ERR unknown command\r\n+OK capabilities follow\r\n");
        }

        @Test
        void stlsBehindAFailedLoginRunsOnAWorkerAndDropsWhatFollows() {
            TestPeer peer = TestPeer.greeted(world);

            peer.say("USER bob", "PASS wrong", "STLS", "CAPA");

            assertThat(peer.tlsBegun()).isTrue();
            assertThat(peer.hear()).endsWith("-ERR [AUTH] wrong name or password\r\n+OK begin TLS negotiation\r\n");
        }

        @Test
        void theNewsOfAnImplicitHandshakeDropsNothing() {
            TestPeer peer = TestPeer.greeted(world);
            peer.packet("CAP");
            peer.newsOfHandshake();
            peer.say("A");

            assertThat(peer.hear()).startsWith("+OK capabilities follow\r\n");
        }
    }
}
