/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.maildrop.session.EnterOutcome;
import org.maildrop.session.Peer;
import org.maildrop.session.QuitOutcome;
import org.maildrop.session.RetrieveOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The causes of what a client is told only by a response code. Never a password, never a message's octets. */
final class TroubleLog {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.session");

    private TroubleLog() {}

    static void login(EnterOutcome outcome, Peer peer) {
        if (outcome instanceof EnterOutcome.StoreFailed failed) {
            LOGGER.error("login refused, the maildrop cannot be opened, session={}", peer.session(), failed.cause());
        } else if (outcome instanceof EnterOutcome.LockUnavailable unavailable) {
            // Without its stack: an outage refuses every login that there is.
            LOGGER.error(
                    "login refused, the lock store is unavailable, session={} cause={}",
                    peer.session(),
                    unavailable.cause().toString());
        } else if (outcome instanceof EnterOutcome.AuthUnavailable unavailable) {
            LOGGER.error("login refused, the users cannot be asked, session={}", peer.session(), unavailable.cause());
        } else if (outcome instanceof EnterOutcome.Denied) {
            LOGGER.info("login denied, session={} address={}", peer.session(), peer.address());
        } else if (outcome instanceof EnterOutcome.TooManySessions tooMany) {
            LOGGER.warn(
                    "login refused, too many sessions of one {}, session={} address={}",
                    tooMany.of(),
                    peer.session(),
                    peer.address());
        } else if (outcome instanceof EnterOutcome.TooSoon tooSoon) {
            LOGGER.info(
                    "login refused, too soon after the last, session={} address={} left={}",
                    peer.session(),
                    peer.address(),
                    tooSoon.left());
        } else if (outcome instanceof EnterOutcome.InUse inUse) {
            LOGGER.info("login refused, the maildrop is in use, session={} holder={}", peer.session(), inUse.holder());
        }
    }

    static void quit(QuitOutcome outcome, Peer peer) {
        if (outcome instanceof QuitOutcome.UpdateFailed failed) {
            LOGGER.error(
                    "UPDATE failed, session={} removed-at-least={} marked={}",
                    peer.session(),
                    failed.removed(),
                    failed.marked(),
                    failed.cause());
        } else if (outcome instanceof QuitOutcome.PartlyUpdated partly) {
            LOGGER.error(
                    "UPDATE was partial, session={} removed={} not-removed={}",
                    peer.session(),
                    partly.removed(),
                    partly.notRemoved());
        } else if (outcome instanceof QuitOutcome.LeaseLost lost) {
            LOGGER.warn(
                    "UPDATE found the lease lost, session={} removed={} not-removed={}",
                    peer.session(),
                    lost.removed(),
                    lost.notRemoved());
        } else if (outcome instanceof QuitOutcome.ExpiryFailed failed) {
            LOGGER.error("what has expired was not removed, or not all of it; the next line tells why");
            quit(failed.trouble(), peer);
        }
    }

    static void retrieval(RetrieveOutcome outcome, Peer peer) {
        if (outcome instanceof RetrieveOutcome.StoreFailed failed) {
            LOGGER.error("a message cannot be fetched, session={}", peer.session(), failed.cause());
        } else if (outcome instanceof RetrieveOutcome.Unreadable unreadable) {
            LOGGER.error("a message cannot be read, session={}", peer.session(), unreadable.cause());
        }
    }

    /** A body broke off in the middle; the connection is closed without the termination octet. */
    static void brokenOff(Peer peer, Exception cause) {
        LOGGER.error("a response broke off, closing the connection, session={}", peer.session(), cause);
    }

    static void unexpected(Peer peer, Throwable cause) {
        LOGGER.error("a command failed unexpectedly, session={}", peer.session(), cause);
    }
}
