/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.jspecify.annotations.Nullable;
import org.maildrop.session.Peer;
import org.maildrop.session.QuitOutcome;
import org.maildrop.session.RetrieveOutcome;
import org.maildrop.session.Tally;
import org.maildrop.snapshot.MaildropStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The causes of what a client that has logged in is told only by a response code; what becomes of logins is in {@link
 * LoginLog}. Its keys are told in src/doc/operating.md. Never a message's octets.
 */
final class TroubleLog {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.trouble");

    private final Tally tally;
    private final Peer peer;

    TroubleLog(Tally tally, Peer peer) {
        this.tally = tally;
        this.peer = peer;
    }

    void quit(QuitOutcome outcome) {
        if (outcome instanceof QuitOutcome.UpdateFailed failed) {
            LogLine line = line("update-failed").with("removed", failed.removed());
            error(line.with("marked", failed.marked()), failed.cause());
        } else if (outcome instanceof QuitOutcome.PartlyUpdated partly) {
            LogLine line = line("update-partial").with("removed", partly.removed());
            error(line.with("not-removed", partly.notRemoved()), null);
        } else if (outcome instanceof QuitOutcome.LeaseLost lost) {
            LogLine line = line("update-lease-lost").with("removed", lost.removed());
            warn(line.with("not-removed", lost.notRemoved()));
        } else if (outcome instanceof QuitOutcome.ExpiryFailed failed) {
            // The next line tells why.
            error(line("expiry-failed"), null);
            quit(failed.trouble());
        } else if (outcome instanceof QuitOutcome.NotMarkedSeen notMarked) {
            quit(notMarked.outcome());
            notMarkedSeen(notMarked.cause());
        }
    }

    /** Of a session that ends in whatever way: the client has not asked for it. */
    void notMarkedSeen(MaildropStoreException cause) {
        error(line("not-marked-seen"), cause);
    }

    void retrieval(RetrieveOutcome outcome) {
        if (outcome instanceof RetrieveOutcome.StoreFailed failed) {
            error(line("message-not-fetched"), failed.cause());
        } else if (outcome instanceof RetrieveOutcome.Unreadable unreadable) {
            error(line("message-unreadable"), unreadable.cause());
        }
    }

    /** A body broke off in the middle; the connection is closed without the termination octet. */
    void brokenOff(Exception cause) {
        error(line("response-broken-off"), cause);
    }

    void unexpected(Throwable cause) {
        error(line("unexpected"), cause);
    }

    /**
     * Of the clock that all sessions share: whose session it was, only its runner may ask. It never throws: that would end the
     * clock.
     */
    static void idleCheck(Throwable cause) {
        try {
            LOGGER.error(new LogLine().with("trouble", "idle-check").toString(), cause);
        } catch (Throwable ignored) {
            // So short of memory it cannot even be said; it will be with the next.
        }
    }

    private LogLine line(String trouble) {
        return new LogLine()
                .with("trouble", trouble)
                .with("address", peer.address())
                .with("session", peer.session())
                .with("user", tally.provenUser());
    }

    private void warn(LogLine line) {
        LogContext.around(peer, tally.provenUser(), () -> LOGGER.warn(line.toString()));
    }

    private void error(LogLine line, @Nullable Throwable cause) {
        LogContext.around(peer, tally.provenUser(), () -> LOGGER.error(line.toString(), cause));
    }
}
