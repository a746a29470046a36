/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.maildrop.protocol.LoginReplies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.AuthOutcome;

/** What all commands that log in have in common. */
final class Logins {
    private Logins() {}

    /** Notes what became of a login, and phrases it. */
    static Reply reply(AuthOutcome outcome, Client client) {
        if (outcome instanceof AuthOutcome.Ended ended) {
            TroubleLog.login(ended.login(), client.peer());
        }
        return LoginReplies.of(outcome);
    }
}
