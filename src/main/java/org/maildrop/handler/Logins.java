/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.maildrop.protocol.LoginReplies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Audit;
import org.maildrop.session.AuthOutcome;
import org.maildrop.session.EnterOutcome;
import org.maildrop.session.Peer;
import org.maildrop.session.Session;
import org.maildrop.session.Tally;

/** What all commands that log in have in common: what became of it is logged, counted and audited. */
record Logins(Traffic traffic, Audit audit) {
    /** Notes what became of a login, and phrases it. */
    Reply reply(AuthOutcome outcome, Session session, Client client) {
        if (outcome instanceof AuthOutcome.Ended ended && !(ended.login() instanceof EnterOutcome.Waiting)) {
            log(session, client).note(ended.login());
            note(LoginResult.of(ended.login()), session.tally(), client.peer());
        }
        return LoginReplies.of(outcome);
    }

    /** Notes that a password was about to be sent in clear, and refuses it. */
    Reply cleartextRefused(String mechanism, Session session, Client client) {
        session.tally().tries(mechanism);
        log(session, client).cleartext();
        note(LoginResult.CLEARTEXT, session.tally(), client.peer());
        return LoginReplies.cleartextRefused();
    }

    private void note(LoginResult result, Tally tally, Peer peer) {
        traffic.login(result, tally);
        String mechanism = tally.mechanism().orElse("");
        if (result == LoginResult.ENTERED) {
            audit.entered(peer, tally.user().orElse(""), mechanism);
        } else {
            audit.refused(peer, tally.user(), mechanism, result.told());
        }
    }

    private static LoginLog log(Session session, Client client) {
        return new LoginLog(session.tally(), client.peer());
    }
}
