/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.maildrop.session.AuthOutcome;
import org.maildrop.session.EnterOutcome;
import org.maildrop.session.Phase;
import org.maildrop.session.QuitOutcome;
import org.maildrop.session.RetrieveOutcome;
import org.maildrop.session.SessionLimits;
import org.maildrop.snapshot.DeleOutcome;
import org.maildrop.snapshot.DropListing;
import org.maildrop.snapshot.ListOutcome;
import org.maildrop.snapshot.Maildrop;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MessageRefusal;
import org.maildrop.snapshot.ScanListing;
import org.maildrop.snapshot.UidlOutcome;
import org.maildrop.snapshot.UniqueIdListing;

/**
 * The only place with wording: every outcome phrased as a response, with the codes of RFC 2449 and RFC 3206 on every
 * refusal that has one. No text of the client and none of an exception is ever in it.
 */
public final class Replies {
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Replies() {}

    /** The greeting. With a timestamp it announces APOP (RFC 1725, section 7), so without APOP there is none in it. */
    public static Reply greeting(Optional<String> timestamp) {
        return ok("Maildrop ready" + timestamp.map(text -> " " + text).orElse(""));
    }

    public static Reply apopNotOffered() {
        return refused("APOP is not offered here");
    }

    public static Reply user() {
        return ok("name accepted, the password decides");
    }

    public static Reply noop() {
        return ok("");
    }

    public static Reply startTls() {
        return new Reply("+OK begin TLS negotiation", Optional.empty(), Reply.Kind.START_TLS);
    }

    public static Reply of(EnterOutcome outcome) {
        if (outcome instanceof EnterOutcome.Entered entered) {
            return ok("maildrop locked and ready, " + amount(entered.maildrop()));
        }
        if (outcome instanceof EnterOutcome.InUse inUse) {
            return refused(ResponseCode.IN_USE, "maildrop in use by another session since " + since(inUse));
        }
        if (outcome instanceof EnterOutcome.Waiting waiting) {
            return Reply.later(waiting.pause());
        }
        if (outcome instanceof EnterOutcome.TooManySessions tooMany) {
            return tooMany(tooMany.of());
        }
        if (outcome instanceof EnterOutcome.StoreFailed failed) {
            return failed(failed.cause(), "the maildrop cannot be opened");
        }
        if (outcome instanceof EnterOutcome.AuthUnavailable) {
            return failed(ResponseCode.SYS_TEMP, "logins cannot be checked now, try again later");
        }
        return outcome instanceof EnterOutcome.LockUnavailable
                ? failed(ResponseCode.SYS_TEMP, "the maildrop cannot be locked now, try again later")
                : refused(ResponseCode.AUTH, "wrong name or password");
    }

    private static Reply tooMany(SessionLimits.Excess excess) {
        return switch (excess) {
            case USER -> failed(ResponseCode.IN_USE, "too many sessions of this user");
            case ADDRESS -> failed(ResponseCode.SYS_TEMP, "too many sessions from this address, try again later");
        };
    }

    /** A step of AUTH (RFC 5034, section 4). */
    public static Reply of(AuthOutcome outcome) {
        if (outcome instanceof AuthOutcome.Challenged challenged) {
            return challenge(challenged.text());
        }
        return outcome instanceof AuthOutcome.Malformed malformed
                ? refused(malformed.expected())
                : of(((AuthOutcome.Ended) outcome).login());
    }

    private static Reply challenge(String text) {
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return new Reply("+ " + base64, Optional.empty(), Reply.Kind.CHALLENGE);
    }

    /** AUTH without an argument. */
    public static Reply mechanisms(List<String> names) {
        return multiLine("mechanisms follow", TextBody.of(names));
    }

    public static Reply unknownMechanism() {
        return refused("this mechanism is not offered, CAPA tells which are");
    }

    public static Reply authCancelled() {
        return refused("authentication cancelled");
    }

    /** A password is about to be sent, or has been, where anybody can read along (RFC 8314, section 3). */
    public static Reply cleartextRefused() {
        return refused("passwords are taken under TLS only");
    }

    private static String since(EnterOutcome.InUse inUse) {
        Instant since = inUse.holder().since();
        return SINCE.format(since);
    }

    public static Reply of(QuitOutcome outcome) {
        return last(farewell(outcome));
    }

    private static Reply farewell(QuitOutcome outcome) {
        if (outcome instanceof QuitOutcome.Updated updated) {
            return ok("bye, " + messages(updated.removed()) + " removed, " + updated.remaining() + " left");
        }
        if (outcome instanceof QuitOutcome.PartlyUpdated partly) {
            return failed(
                    ResponseCode.SYS_TEMP,
                    messages(partly.removed()) + " removed, " + partly.notRemoved() + " could not be removed");
        }
        if (outcome instanceof QuitOutcome.UpdateFailed failed) {
            return failed(
                    failed.cause(),
                    "at least " + failed.removed() + " of " + messages(failed.marked()) + " removed, not all");
        }
        return outcome instanceof QuitOutcome.LeaseLost lost
                ? failed(ResponseCode.SYS_TEMP, "the lock was lost, " + done(lost))
                : ok("bye");
    }

    private static String done(QuitOutcome.LeaseLost lost) {
        return lost.removed() == 0
                ? "none of " + messages(lost.notRemoved()) + " removed"
                : messages(lost.removed()) + " removed, " + lost.notRemoved() + " not removed";
    }

    public static Reply stat(DropListing maildrop) {
        return ok(maildrop.count() + " " + maildrop.octets());
    }

    public static Reply rset(DropListing maildrop) {
        return ok("maildrop has " + amount(maildrop));
    }

    public static Reply of(ListOutcome outcome) {
        return outcome instanceof ScanListing found
                ? ok(found.number() + " " + found.octets())
                : of((MessageRefusal) outcome);
    }

    public static Reply of(UidlOutcome outcome) {
        return outcome instanceof UniqueIdListing found
                ? ok(found.number() + " " + found.uniqueId())
                : of((MessageRefusal) outcome);
    }

    public static Reply of(DeleOutcome outcome) {
        return outcome instanceof DeleOutcome.Marked marked
                ? ok("message " + marked.number() + " marked as deleted")
                : of((MessageRefusal) outcome);
    }

    public static Reply scanListings(Maildrop maildrop) {
        return multiLine(amount(maildrop.stat()), ListingBody.scanListings(maildrop));
    }

    public static Reply uniqueIdListings(Maildrop maildrop) {
        return multiLine("unique-ids follow", ListingBody.uniqueIdListings(maildrop));
    }

    public static Reply capabilities(Capabilities capabilities) {
        return multiLine("capabilities follow", capabilities.body());
    }

    /** RETR: the octets announced are those sent, unstuffed. */
    public static Reply message(long octets, ReplyBody body) {
        return multiLine(octets + " octets", body);
    }

    /** TOP. */
    public static Reply top(ReplyBody body) {
        return multiLine("top of message follows", body);
    }

    /** RETR or TOP that cannot be served. */
    public static Reply notRetrieved(RetrieveOutcome outcome) {
        if (outcome instanceof RetrieveOutcome.Refused refused) {
            return of(refused.refusal());
        }
        if (outcome instanceof RetrieveOutcome.Vanished vanished) {
            return new Reply(
                    "-ERR message " + vanished.number() + " was removed by another program",
                    Optional.empty(),
                    Reply.Kind.FAILED);
        }
        return outcome instanceof RetrieveOutcome.StoreFailed failed
                ? failed(failed.cause(), "the message cannot be read")
                : failed(ResponseCode.SYS_TEMP, "the message cannot be read");
    }

    private static Reply of(MessageRefusal refusal) {
        return refusal instanceof MessageRefusal.NoSuchMessage absent
                ? refused("no such message, the maildrop has " + messages(absent.count()))
                : refused("message " + ((MessageRefusal.MarkedAsDeleted) refusal).number() + " is marked as deleted");
    }

    public static Reply of(MalformedArgument malformed) {
        return refused(malformed.expected());
    }

    public static Reply unknownCommand() {
        return refused("unknown command");
    }

    public static Reply lineTooLong() {
        return refused("line too long");
    }

    public static Reply notNow(Keyword keyword, Phase phase) {
        return refused(
                phase == Phase.AUTHORIZATION
                        ? keyword + " is for after the login"
                        : keyword + " is for before the login");
    }

    public static Reply nameNotUtf8() {
        return refused("USER takes a name in UTF-8");
    }

    public static Reply passWithoutUser() {
        return refused("USER comes before PASS");
    }

    public static Reply tlsAlreadyActive() {
        return refused("TLS is already active");
    }

    public static Reply tlsNotOffered() {
        return refused("TLS is not offered here");
    }

    /** Something of ours failed that should not have; the log tells what. */
    public static Reply unexpectedFailure() {
        return failed(ResponseCode.SYS_TEMP, "internal error, the server's log tells more");
    }

    public static Reply tooManyRefused() {
        return expelled(refused("too many refused commands, closing the connection"));
    }

    public static Reply tooManyFailedLogins() {
        return expelled(refused(ResponseCode.AUTH, "too many failed logins, closing the connection"));
    }

    public static Reply leaseLost() {
        return last(failed(ResponseCode.SYS_TEMP, "the lock on the maildrop was lost, nothing was removed"));
    }

    public static Reply takenOver() {
        return last(failed(ResponseCode.IN_USE, "another login of the same user took over, nothing was removed"));
    }

    public static Reply serverStopping() {
        return last(failed(ResponseCode.SYS_TEMP, "the server is stopping, nothing was removed"));
    }

    private static String amount(DropListing maildrop) {
        return messages(maildrop.count()) + " (" + maildrop.octets() + " octets)";
    }

    private static String messages(int count) {
        return count == 1 ? "1 message" : count + " messages";
    }

    private static Reply ok(String text) {
        return new Reply(text.isEmpty() ? "+OK" : "+OK " + text, Optional.empty(), Reply.Kind.DONE);
    }

    private static Reply multiLine(String text, ReplyBody body) {
        return new Reply("+OK " + text, Optional.of(body), Reply.Kind.DONE);
    }

    private static Reply refused(String text) {
        return new Reply("-ERR " + text, Optional.empty(), Reply.Kind.REFUSED);
    }

    private static Reply refused(ResponseCode code, String text) {
        return new Reply("-ERR [" + code.wire() + "] " + text, Optional.empty(), Reply.Kind.REFUSED);
    }

    private static Reply failed(ResponseCode code, String text) {
        return new Reply("-ERR [" + code.wire() + "] " + text, Optional.empty(), Reply.Kind.FAILED);
    }

    private static Reply failed(MaildropStoreException cause, String text) {
        return cause.kind() == MaildropStoreException.Kind.TEMPORARY
                ? failed(ResponseCode.SYS_TEMP, text + ", try again later")
                : failed(ResponseCode.SYS_PERM, text);
    }

    private static Reply expelled(Reply reply) {
        return new Reply(reply.line(), reply.body(), Reply.Kind.EXPELLED);
    }

    private static Reply last(Reply reply) {
        return new Reply(reply.line(), reply.body(), Reply.Kind.LAST);
    }
}
