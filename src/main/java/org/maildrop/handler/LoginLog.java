/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Optional;
import org.maildrop.lock.Holder;
import org.maildrop.session.EnterOutcome;
import org.maildrop.session.Peer;
import org.maildrop.session.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each login and each that is refused, with the cause of what the client is told only by a response code; its
 * keys are told in src/doc/operating.md. Never a password.
 */
final class LoginLog {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.logins");

    private final Tally tally;
    private final Peer peer;

    LoginLog(Tally tally, Peer peer) {
        this.tally = tally;
        this.peer = peer;
    }

    /** A password was about to be sent where anybody can read along. */
    void cleartext() {
        LogContext.around(
                peer,
                Optional.empty(),
                () -> LOGGER.info(line(LoginResult.CLEARTEXT).toString()));
    }

    void note(EnterOutcome outcome) {
        LogContext.around(peer, tally.provenUser(), () -> write(outcome));
    }

    private void write(EnterOutcome outcome) {
        if (outcome instanceof EnterOutcome.Entered entered) {
            LOGGER.info(entered(entered));
        } else if (outcome instanceof EnterOutcome.Denied) {
            LOGGER.info(line(LoginResult.DENIED).toString());
        } else if (outcome instanceof EnterOutcome.InUse inUse) {
            LOGGER.info(inUse(inUse.holder()));
        } else if (outcome instanceof EnterOutcome.TooManySessions tooMany) {
            LOGGER.warn(line(LoginResult.of(tooMany)).toString());
        } else if (outcome instanceof EnterOutcome.TooSoon tooSoon) {
            LOGGER.info(line(LoginResult.TOO_SOON).with("left", tooSoon.left()).toString());
        } else {
            trouble(outcome);
        }
    }

    private void trouble(EnterOutcome outcome) {
        if (outcome instanceof EnterOutcome.StoreFailed failed) {
            LOGGER.error(line(LoginResult.STORE_FAILED).toString(), failed.cause());
        } else if (outcome instanceof EnterOutcome.AuthUnavailable unavailable) {
            LOGGER.error(line(LoginResult.USERS_UNAVAILABLE).toString(), unavailable.cause());
        } else if (outcome instanceof EnterOutcome.LockUnavailable unavailable) {
            // Without its stack: an outage refuses every login that there is.
            LOGGER.error(line(LoginResult.LOCK_UNAVAILABLE)
                    .with("cause", unavailable.cause().toString())
                    .toString());
        }
    }

    private LogLine line(LoginResult result) {
        return SessionLog.who(new LogLine().with("outcome", result.told()), tally, peer);
    }

    private String entered(EnterOutcome.Entered entered) {
        return line(LoginResult.ENTERED)
                .with("wait", tally.lockWait())
                .with("messages", entered.maildrop().count())
                .with("octets", entered.maildrop().octets())
                .toString();
    }

    private String inUse(Holder holder) {
        return line(LoginResult.IN_USE)
                .with("wait", tally.lockWait())
                .with("holder-node", holder.node())
                .with("holder-session", holder.session())
                .with("holder-address", holder.remoteAddress())
                .with("holder-since", holder.since().toString())
                .toString();
    }
}
