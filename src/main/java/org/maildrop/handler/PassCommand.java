/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Optional;
import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.LoginReplies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Session;
import org.maildrop.session.Tally;

/** PASS string (RFC 1725, section 4): the whole rest of the line is the password. */
final class PassCommand implements Command {
    private final Logins logins;

    PassCommand(Logins logins) {
        this.logins = logins;
    }

    @Override
    public Keyword keyword() {
        return Keyword.PASS;
    }

    @Override
    public boolean blocks(Session session, Argument argument) {
        return true;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        if (!client.cleartextAllowed()) {
            return logins.cleartextRefused(Tally.USER_PASS, session, client);
        }
        if (!session.named()) {
            return LoginReplies.passWithoutUser();
        }
        Optional<String> password = argument.verbatim(keyword());
        return logins.reply(session.pass(password, client.peer(), client::leaseLost), session, client);
    }

    @Override
    public Reply again(Session session, Client client) {
        return logins.reply(session.goOn(), session, client);
    }
}
