/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Optional;
import org.maildrop.session.Peer;
import org.maildrop.session.Session;
import org.maildrop.session.Tally;
import org.maildrop.snapshot.Maildrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each session that has ended; its keys are told in src/doc/operating.md. */
final class SessionLog {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.sessions");

    private SessionLog() {}

    /**
     * Tells of the end, unless that has been told.
     *
     * @param sent octets given to the connection
     */
    static void ended(Ending reason, Session session, Peer peer, long sent) {
        Tally tally = session.tally();
        if (!tally.ends()) {
            return;
        }
        boolean worthIt = tally.mechanism().isPresent() || reason == Ending.ABUSE || reason == Ending.BROKEN;
        if (worthIt ? LOGGER.isInfoEnabled() : LOGGER.isDebugEnabled()) {
            String line = line(reason, session, peer, sent);
            LogContext.around(peer, tally.provenUser(), () -> write(worthIt, line));
        }
        tally.forget();
    }

    private static void write(boolean worthIt, String line) {
        if (worthIt) {
            LOGGER.info(line);
        } else {
            // A monitor, a port scanner: nobody tried to log in.
            LOGGER.debug(line);
        }
    }

    private static String line(Ending reason, Session session, Peer peer, long sent) {
        Tally tally = session.tally();
        LogLine line = new LogLine().with("reason", reason.told());
        who(line, tally, peer).with("duration", session.age());
        Optional<Maildrop> maildrop = tally.maildrop();
        if (maildrop.isPresent()) {
            line.with("wait", tally.lockWait())
                    .with("messages", tally.messages())
                    .with("octets", tally.octets());
        } else {
            line.without("wait").without("messages").without("octets");
        }
        line.with("list", tally.lists())
                .with("uidl", tally.uidls())
                .with("top", tally.tops())
                .with("retr", tally.retrs())
                .with("dele", tally.deles())
                .with("sent", sent)
                .with("removed", tally.removed())
                .with("failed", session.failedLogins());
        return uniqueIds(line, maildrop.filter(asked -> tally.uidls() > 0)).toString();
    }

    private static LogLine uniqueIds(LogLine line, Optional<Maildrop> asked) {
        return asked.isPresent()
                ? line.with("uidvalidity", asked.get().uidValidity())
                        .with("uidl-hash", Long.toHexString(asked.get().uniqueIdHash()))
                : line.without("uidvalidity").without("uidl-hash");
    }

    /** The keys that the lines of logins have too: the one whose value a client chooses comes last. */
    static LogLine who(LogLine line, Tally tally, Peer peer) {
        return line.with("address", peer.address())
                .with("session", peer.session())
                .with("transport", tally.transport())
                .with("mechanism", tally.mechanism())
                .with("user", tally.user());
    }
}
