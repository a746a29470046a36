/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import org.maildrop.session.QuitOutcome;

/** What is said last: behind each of these the connection is closed. */
public final class LastReplies {
    private LastReplies() {}

    public static Reply of(QuitOutcome outcome) {
        return last(farewell(outcome));
    }

    private static Reply farewell(QuitOutcome outcome) {
        if (outcome instanceof QuitOutcome.Updated updated) {
            return updated(updated);
        }
        if (outcome instanceof QuitOutcome.NotMarkedSeen notMarked) {
            return farewell(notMarked.outcome());
        }
        if (outcome instanceof QuitOutcome.ExpiryFailed expiryFailed) {
            return updated(expiryFailed.updated());
        }
        if (outcome instanceof QuitOutcome.PartlyUpdated partly) {
            return Reply.failed(
                    ResponseCode.SYS_TEMP, Wording.PARTLY_REMOVED.of(messages(partly.removed()), partly.notRemoved()));
        }
        if (outcome instanceof QuitOutcome.UpdateFailed failed) {
            return StoreTrouble.reply(
                    failed.cause(), Wording.NOT_ALL_REMOVED.of(failed.removed(), messages(failed.marked())));
        }
        return outcome instanceof QuitOutcome.LeaseLost lost
                ? Reply.failed(ResponseCode.SYS_TEMP, lockLost(lost))
                : Reply.ok(Wording.BYE.of());
    }

    private static Reply updated(QuitOutcome.Updated updated) {
        return Reply.ok(Wording.BYE_UPDATED.of(messages(updated.removed()), updated.remaining()));
    }

    private static Phrase lockLost(QuitOutcome.LeaseLost lost) {
        return lost.removed() == 0
                ? Wording.LOCK_LOST_NONE_REMOVED.of(messages(lost.notRemoved()))
                : Wording.LOCK_LOST_SOME_REMOVED.of(messages(lost.removed()), lost.notRemoved());
    }

    private static Phrase messages(int count) {
        return MaildropReplies.messages(count);
    }

    public static Reply leaseLost() {
        return last(Reply.failed(ResponseCode.SYS_TEMP, Wording.LOCK_LOST.of()));
    }

    public static Reply takenOver() {
        return last(Reply.failed(ResponseCode.IN_USE, Wording.TAKEN_OVER.of()));
    }

    public static Reply kicked() {
        return last(Reply.failed(ResponseCode.SYS_TEMP, Wording.KICKED.of()));
    }

    public static Reply serverStopping() {
        return last(Reply.failed(ResponseCode.SYS_TEMP, Wording.SERVER_STOPPING.of()));
    }

    private static Reply last(Reply reply) {
        return reply.as(Reply.Kind.LAST);
    }
}
