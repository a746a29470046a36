/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.maildrop.lock.Holder;
import org.maildrop.protocol.Reply.Kind;
import org.maildrop.session.AuthOutcome;
import org.maildrop.session.EnterOutcome;
import org.maildrop.session.ExpiryPolicy;
import org.maildrop.session.Phase;
import org.maildrop.session.QuitOutcome;
import org.maildrop.session.RetrieveOutcome;
import org.maildrop.session.SessionLimits;
import org.maildrop.snapshot.DeleOutcome;
import org.maildrop.snapshot.DropListing;
import org.maildrop.snapshot.ListOutcome;
import org.maildrop.snapshot.Listing;
import org.maildrop.snapshot.Maildrop;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MessageRefusal;
import org.maildrop.snapshot.ScanListing;
import org.maildrop.snapshot.SpelledIds;
import org.maildrop.snapshot.UidlOutcome;
import org.maildrop.snapshot.UniqueIdListing;

/** Every outcome and the line that it becomes. */
class RepliesTest {
    private static final String SECRET = "cause\r\nwith text of its own";
    private static final MaildropStoreException TEMPORARY =
            new MaildropStoreException(MaildropStoreException.Kind.TEMPORARY, SECRET, new IOException(SECRET));
    private static final MaildropStoreException PERMANENT =
            new MaildropStoreException(MaildropStoreException.Kind.PERMANENT, SECRET, new IOException(SECRET));
    private static final Holder HOLDER =
            new Holder("node", "session", "192.0.2.7", Instant.parse("2026-11-23T08:05:09.987Z"));
    private static final MessageRefusal ABSENT = new MessageRefusal.NoSuchMessage(7, 3);
    private static final MessageRefusal MARKED = new MessageRefusal.MarkedAsDeleted(2);

    @ParameterizedTest(name = "{1}")
    @MethodSource("replies")
    void everyOutcomeHasItsLine(Reply reply, String line, Kind kind) {
        assertThat(reply.line(Language.ENGLISH)).isEqualTo(line);
        assertThat(reply.kind()).isEqualTo(kind);
        assertThat(new String(reply.octets(Language.ENGLISH), StandardCharsets.US_ASCII))
                .isEqualTo(line + "\r\n");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("replies")
    void everyLineIsWellFormedAndTellsNothingOfTheCause(Reply reply) {
        assertThat(Language.values()).allSatisfy(language -> {
            // RFC 1725, section 3: up to 512 octets with the line end; RFC 2449, section 8: a code is level/level.
            assertThat(reply.octets(language)).hasSizeLessThanOrEqualTo(512);
            assertThat(reply.line(language))
                    .matches("(\\+OK|-ERR( \\[(IN-USE|LOGIN-DELAY|AUTH|SYS/TEMP|SYS/PERM)])?)( [^\\p{Cntrl}{}]+)?"
                            + "|\\+ [A-Za-z0-9+/=]*")
                    .doesNotContain("cause", "192.0.2.7", "node");
        });
    }

    static Stream<Arguments> replies() {
        Maildrop maildrop = new Maildrop(
                new Listing(1, new long[] {4, 9}, new long[] {100, 20}), (SpelledIds) (validity, uid) -> "u");
        return Stream.of(
                        of(Kind.DONE, Replies.greeting(Optional.empty()), "+OK Maildrop ready"),
                        of(Kind.DONE, Replies.greeting(Optional.of("<a@b>")), "+OK Maildrop ready <a@b>"),
                        of(Kind.REFUSED, LoginReplies.apopNotOffered(), "-ERR APOP is not offered here"),
                        of(Kind.DONE, LoginReplies.user(), "+OK name accepted, the password decides"),
                        of(Kind.DONE, Replies.noop(), "+OK"),
                        of(Kind.START_TLS, Replies.startTls(), "+OK begin TLS negotiation"),
                        enter(),
                        quit(),
                        messages(),
                        of(Kind.CHALLENGE, LoginReplies.of(new AuthOutcome.Challenged("")), "+ "),
                        of(Kind.CHALLENGE, LoginReplies.of(new AuthOutcome.Challenged("Username:")), "+ VXNlcm5hbWU6"),
                        of(Kind.REFUSED, LoginReplies.of(new AuthOutcome.Malformed("so")), "-ERR so"),
                        of(
                                Kind.REFUSED,
                                LoginReplies.of(new AuthOutcome.Ended(new EnterOutcome.Denied())),
                                "-ERR [AUTH] wrong name or password"),
                        of(
                                Kind.REFUSED,
                                LoginReplies.cleartextRefused(),
                                "-ERR passwords and tokens are taken under TLS only"),
                        of(
                                Kind.REFUSED,
                                LoginReplies.unknownMechanism(),
                                "-ERR this mechanism is not offered, CAPA tells which are"),
                        of(Kind.REFUSED, LoginReplies.authCancelled(), "-ERR authentication cancelled"),
                        of(Kind.DONE, LoginReplies.mechanisms(List.of("PLAIN")), "+OK mechanisms follow"),
                        of(Kind.DONE, MaildropReplies.stat(new DropListing(2, 120)), "+OK 2 120"),
                        of(Kind.DONE, MaildropReplies.stat(new DropListing(0, 0)), "+OK 0 0"),
                        of(
                                Kind.DONE,
                                MaildropReplies.stat(new DropListing(100_000, Long.MAX_VALUE)),
                                "+OK 100000 9223372036854775807"),
                        of(
                                Kind.DONE,
                                MaildropReplies.rset(new DropListing(1, 5)),
                                "+OK maildrop has 1 message (5 octets)"),
                        of(Kind.DONE, MaildropReplies.scanListings(maildrop), "+OK 2 messages (120 octets)"),
                        of(Kind.DONE, MaildropReplies.uniqueIdListings(maildrop), "+OK unique-ids follow"),
                        of(
                                Kind.DONE,
                                Replies.capabilities(new Capabilities(
                                        true, List.of(), true, Optional.empty(), new ExpiryPolicy.Never())),
                                "+OK capabilities follow"),
                        of(Kind.DONE, Replies.utf8(), "+OK UTF-8 mode"),
                        of(Kind.DONE, Replies.languages(), "+OK languages follow"),
                        of(Kind.DONE, Replies.language(Language.ENGLISH), "+OK en English from now on"),
                        of(
                                Kind.REFUSED,
                                Replies.unknownLanguage(),
                                "-ERR this language is not offered, LANG alone lists which are"),
                        refusals(),
                        endings())
                .flatMap(part -> part);
    }

    private static Stream<Arguments> enter() {
        return Stream.of(
                        of(
                                Kind.DONE,
                                LoginReplies.of(new EnterOutcome.Entered(new DropListing(1, 120))),
                                "+OK maildrop locked and ready, 1 message (120 octets)"),
                        of(
                                Kind.DONE,
                                LoginReplies.of(new EnterOutcome.Entered(new DropListing(0, 0))),
                                "+OK maildrop locked and ready, 0 messages (0 octets)"),
                        of(
                                Kind.REFUSED,
                                LoginReplies.of(new EnterOutcome.Denied()),
                                "-ERR [AUTH] wrong name or password"),
                        of(
                                Kind.REFUSED,
                                LoginReplies.of(new EnterOutcome.InUse(HOLDER)),
                                "-ERR [IN-USE] maildrop in use by another session since 2026-11-23 08:05:09 UTC"),
                        of(
                                Kind.REFUSED,
                                LoginReplies.of(new EnterOutcome.TooSoon(Duration.ofSeconds(59))),
                                "-ERR [LOGIN-DELAY] too soon after the last login, the next one is possible in 59 s"),
                        of(
                                Kind.REFUSED,
                                LoginReplies.of(new EnterOutcome.TooSoon(Duration.ofNanos(1))),
                                "-ERR [LOGIN-DELAY] too soon after the last login, the next one is possible in 1 s"),
                        of(
                                Kind.FAILED,
                                LoginReplies.of(new EnterOutcome.TooManySessions(SessionLimits.Excess.USER)),
                                "-ERR [IN-USE] too many sessions of this user"),
                        of(
                                Kind.FAILED,
                                LoginReplies.of(new EnterOutcome.TooManySessions(SessionLimits.Excess.ADDRESS)),
                                "-ERR [SYS/TEMP] too many sessions from this address, try again later"),
                        of(
                                Kind.FAILED,
                                LoginReplies.of(new EnterOutcome.AuthUnavailable(TEMPORARY)),
                                "-ERR [SYS/TEMP] logins cannot be checked now, try again later"),
                        of(
                                Kind.FAILED,
                                LoginReplies.of(new EnterOutcome.LockUnavailable(TEMPORARY)),
                                "-ERR [SYS/TEMP] the maildrop cannot be locked now, try again later"),
                        of(
                                Kind.FAILED,
                                LoginReplies.of(new EnterOutcome.StoreFailed(TEMPORARY)),
                                "-ERR [SYS/TEMP] the maildrop cannot be opened, try again later"),
                        of(
                                Kind.FAILED,
                                LoginReplies.of(new EnterOutcome.StoreFailed(PERMANENT)),
                                "-ERR [SYS/PERM] the maildrop cannot be opened"))
                .flatMap(part -> part);
    }

    private static Stream<Arguments> quit() {
        return Stream.of(
                        of(Kind.LAST, LastReplies.of(new QuitOutcome.Left()), "+OK bye"),
                        of(
                                Kind.LAST,
                                LastReplies.of(new QuitOutcome.Updated(1, 2)),
                                "+OK bye, 1 message removed, 2 left"),
                        of(
                                Kind.LAST,
                                LastReplies.of(new QuitOutcome.Updated(0, 0)),
                                "+OK bye, 0 messages removed, 0 left"),
                        of(
                                Kind.LAST,
                                LastReplies.of(new QuitOutcome.ExpiryFailed(
                                        new QuitOutcome.Updated(2, 1), new QuitOutcome.UpdateFailed(0, 0, TEMPORARY))),
                                "+OK bye, 2 messages removed, 1 left"),
                        of(
                                Kind.LAST,
                                LastReplies.of(new QuitOutcome.PartlyUpdated(1, 2)),
                                "-ERR [SYS/TEMP] 1 message removed, 2 could not be removed"),
                        of(
                                Kind.LAST,
                                LastReplies.of(new QuitOutcome.UpdateFailed(0, 3, TEMPORARY)),
                                "-ERR [SYS/TEMP] at least 0 of 3 messages removed, not all, try again later"),
                        of(
                                Kind.LAST,
                                LastReplies.of(new QuitOutcome.UpdateFailed(100, 300, PERMANENT)),
                                "-ERR [SYS/PERM] at least 100 of 300 messages removed, not all"),
                        of(
                                Kind.LAST,
                                LastReplies.of(new QuitOutcome.LeaseLost(0, 3)),
                                "-ERR [SYS/TEMP] the lock was lost, none of 3 messages removed"),
                        of(
                                Kind.LAST,
                                LastReplies.of(new QuitOutcome.LeaseLost(100, 3)),
                                "-ERR [SYS/TEMP] the lock was lost, 100 messages removed, 3 not removed"))
                .flatMap(part -> part);
    }

    private static Stream<Arguments> messages() {
        return Stream.of(
                        of(Kind.DONE, MaildropReplies.of(new ScanListing(2, 120)), "+OK 2 120"),
                        of(Kind.DONE, MaildropReplies.of(new UniqueIdListing(2, "9")), "+OK 2 9"),
                        of(Kind.DONE, MaildropReplies.of(new DeleOutcome.Marked(2)), "+OK message 2 marked as deleted"),
                        of(
                                Kind.REFUSED,
                                MaildropReplies.of((DeleOutcome) MARKED),
                                "-ERR message 2 is marked as deleted"),
                        of(
                                Kind.REFUSED,
                                MaildropReplies.of((DeleOutcome) ABSENT),
                                "-ERR no such message, the maildrop has 3 messages"),
                        of(
                                Kind.REFUSED,
                                MaildropReplies.of((ListOutcome) new MessageRefusal.NoSuchMessage(9, 1)),
                                "-ERR no such message, the maildrop has 1 message"),
                        of(
                                Kind.REFUSED,
                                MaildropReplies.of((UidlOutcome) MARKED),
                                "-ERR message 2 is marked as deleted"),
                        of(Kind.DONE, MaildropReplies.message(120, new TextBody(new byte[0])), "+OK 120 octets"),
                        of(Kind.DONE, MaildropReplies.top(new TextBody(new byte[0])), "+OK top of message follows"),
                        of(
                                Kind.REFUSED,
                                MaildropReplies.notRetrieved(new RetrieveOutcome.Refused(ABSENT)),
                                "-ERR no such message, the maildrop has 3 messages"),
                        of(
                                Kind.FAILED,
                                MaildropReplies.notRetrieved(new RetrieveOutcome.Vanished(2)),
                                "-ERR message 2 was removed by another program"),
                        of(
                                Kind.FAILED,
                                MaildropReplies.notRetrieved(new RetrieveOutcome.StoreFailed(TEMPORARY)),
                                "-ERR [SYS/TEMP] the message cannot be read, try again later"),
                        of(
                                Kind.FAILED,
                                MaildropReplies.notRetrieved(new RetrieveOutcome.StoreFailed(PERMANENT)),
                                "-ERR [SYS/PERM] the message cannot be read"),
                        of(
                                Kind.FAILED,
                                MaildropReplies.notRetrieved(new RetrieveOutcome.Unreadable(new IOException(SECRET))),
                                "-ERR [SYS/TEMP] the message cannot be read"))
                .flatMap(part -> part);
    }

    private static Stream<Arguments> refusals() {
        return Stream.of(
                        of(
                                Kind.REFUSED,
                                Replies.of(new MalformedArgument(Wording.NEEDS_ARGUMENT.of(Keyword.USER))),
                                "-ERR USER needs an argument"),
                        of(Kind.REFUSED, Replies.unknownCommand(), "-ERR unknown command"),
                        of(Kind.REFUSED, Replies.lineTooLong(), "-ERR line too long"),
                        of(
                                Kind.REFUSED,
                                Replies.notNow(Keyword.STAT, Phase.AUTHORIZATION),
                                "-ERR STAT is for after the login"),
                        of(
                                Kind.REFUSED,
                                Replies.notNow(Keyword.USER, Phase.TRANSACTION),
                                "-ERR USER is for before the login"),
                        of(Kind.REFUSED, LoginReplies.nameNotUtf8(), "-ERR USER takes a name in UTF-8"),
                        of(Kind.REFUSED, LoginReplies.passWithoutUser(), "-ERR USER comes before PASS"),
                        of(Kind.REFUSED, Replies.tlsAlreadyActive(), "-ERR TLS is already active"),
                        of(Kind.REFUSED, Replies.tlsNotOffered(), "-ERR TLS is not offered here"))
                .flatMap(part -> part);
    }

    private static Stream<Arguments> endings() {
        return Stream.of(
                        of(
                                Kind.FAILED,
                                Replies.unexpectedFailure(),
                                "-ERR [SYS/TEMP] internal error, the server's log tells more"),
                        of(
                                Kind.EXPELLED,
                                Replies.tooManyRefused(),
                                "-ERR too many refused commands, closing the connection"),
                        of(
                                Kind.EXPELLED,
                                LoginReplies.tooManyFailedLogins(),
                                "-ERR [AUTH] too many failed logins, closing the connection"),
                        of(
                                Kind.LAST,
                                LastReplies.leaseLost(),
                                "-ERR [SYS/TEMP] the lock on the maildrop was lost, nothing was removed"),
                        of(
                                Kind.LAST,
                                LastReplies.takenOver(),
                                "-ERR [IN-USE] another login of the same user took over, nothing was removed"),
                        of(
                                Kind.LAST,
                                LastReplies.kicked(),
                                "-ERR [SYS/TEMP] an administrator has closed this session, nothing was removed"),
                        of(
                                Kind.LAST,
                                LastReplies.serverStopping(),
                                "-ERR [SYS/TEMP] the server is stopping, nothing was removed"))
                .flatMap(part -> part);
    }

    private static Stream<Arguments> of(Kind kind, Reply reply, String line) {
        return Stream.of(arguments(reply, line, kind));
    }

    @Test
    void everyPublicPhraseIsInTheTable() {
        Set<String> phrases = Stream.of(Replies.class, LoginReplies.class, MaildropReplies.class, LastReplies.class)
                .flatMap(replies -> Arrays.stream(replies.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());

        // A phrase that is new has to be put into the table; then its name goes here.
        assertThat(phrases)
                .containsExactlyInAnyOrder(
                        "greeting",
                        "user",
                        "noop",
                        "startTls",
                        "of",
                        "stat",
                        "rset",
                        "scanListings",
                        "uniqueIdListings",
                        "capabilities",
                        "message",
                        "top",
                        "notRetrieved",
                        "unknownCommand",
                        "mechanisms",
                        "unknownMechanism",
                        "authCancelled",
                        "cleartextRefused",
                        "lineTooLong",
                        "notNow",
                        "nameNotUtf8",
                        "passWithoutUser",
                        "apopNotOffered",
                        "tlsAlreadyActive",
                        "tlsNotOffered",
                        "unexpectedFailure",
                        "tooManyRefused",
                        "tooManyFailedLogins",
                        "leaseLost",
                        "kicked",
                        "serverStopping",
                        "takenOver",
                        "utf8",
                        "language",
                        "languages",
                        "unknownLanguage");
    }

    @Test
    void theGreetingHasNoTimestampWhichWouldAnnounceApop() {
        assertThat(Replies.greeting(Optional.empty()).line(Language.DEFAULT)).doesNotContain("<", ">");
    }
}
