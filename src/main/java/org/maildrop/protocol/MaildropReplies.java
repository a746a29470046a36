/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import org.maildrop.session.RetrieveOutcome;
import org.maildrop.snapshot.DeleOutcome;
import org.maildrop.snapshot.DropListing;
import org.maildrop.snapshot.ListOutcome;
import org.maildrop.snapshot.Maildrop;
import org.maildrop.snapshot.MessageRefusal;
import org.maildrop.snapshot.ScanListing;
import org.maildrop.snapshot.UidlOutcome;
import org.maildrop.snapshot.UniqueIdListing;

/** What is answered in TRANSACTION: the maildrop and its messages. */
public final class MaildropReplies {
    private MaildropReplies() {}

    public static Reply stat(DropListing maildrop) {
        return Reply.ok(maildrop.count() + " " + maildrop.octets());
    }

    public static Reply rset(DropListing maildrop) {
        return Reply.ok(Wording.MAILDROP_HAS.of(amount(maildrop)));
    }

    public static Reply of(ListOutcome outcome) {
        return outcome instanceof ScanListing found
                ? Reply.ok(found.number() + " " + found.octets())
                : of((MessageRefusal) outcome);
    }

    public static Reply of(UidlOutcome outcome) {
        return outcome instanceof UniqueIdListing found
                ? Reply.ok(found.number() + " " + found.uniqueId())
                : of((MessageRefusal) outcome);
    }

    public static Reply of(DeleOutcome outcome) {
        return outcome instanceof DeleOutcome.Marked marked
                ? Reply.ok(Wording.MARKED.of(marked.number()))
                : of((MessageRefusal) outcome);
    }

    public static Reply scanListings(Maildrop maildrop) {
        return Reply.multiLine(amount(maildrop.stat()), ListingBody.scanListings(maildrop));
    }

    public static Reply uniqueIdListings(Maildrop maildrop) {
        return Reply.multiLine(Wording.UNIQUE_IDS_FOLLOW.of(), ListingBody.uniqueIdListings(maildrop));
    }

    /** RETR: the octets announced are those sent, unstuffed. */
    public static Reply message(long octets, ReplyBody body) {
        return Reply.multiLine(Wording.OCTETS.of(octets), body);
    }

    /** TOP. */
    public static Reply top(ReplyBody body) {
        return Reply.multiLine(Wording.TOP_FOLLOWS.of(), body);
    }

    /** RETR or TOP that cannot be served. */
    public static Reply notRetrieved(RetrieveOutcome outcome) {
        if (outcome instanceof RetrieveOutcome.Refused refused) {
            return of(refused.refusal());
        }
        if (outcome instanceof RetrieveOutcome.Vanished vanished) {
            return Reply.failed(Wording.VANISHED.of(vanished.number()));
        }
        Phrase unreadable = Wording.CANNOT_BE_READ.of();
        return outcome instanceof RetrieveOutcome.StoreFailed failed
                ? StoreTrouble.reply(failed.cause(), unreadable)
                : Reply.failed(ResponseCode.SYS_TEMP, unreadable);
    }

    private static Reply of(MessageRefusal refusal) {
        return Reply.refused(
                refusal instanceof MessageRefusal.NoSuchMessage absent
                        ? Wording.NO_SUCH_MESSAGE.of(messages(absent.count()))
                        : Wording.IS_MARKED.of(((MessageRefusal.MarkedAsDeleted) refusal).number()));
    }

    static Phrase amount(DropListing maildrop) {
        return Wording.AMOUNT.of(messages(maildrop.count()), maildrop.octets());
    }

    static Phrase messages(int count) {
        return count == 1 ? Wording.ONE_MESSAGE.of() : Wording.MESSAGES.of(count);
    }
}
