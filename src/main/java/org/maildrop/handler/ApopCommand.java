/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Optional;
import org.maildrop.auth.Apop;
import org.maildrop.auth.SaslStep;
import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.LoginReplies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Session;

/** APOP name digest (RFC 1725, section 7). No password is sent, so it needs no TLS. */
final class ApopCommand implements Command {
    private final Optional<Apop> apop;
    private final Logins logins;

    ApopCommand(Optional<Apop> apop, Logins logins) {
        this.apop = apop;
        this.logins = logins;
    }

    @Override
    public Keyword keyword() {
        return Keyword.APOP;
    }

    @Override
    public boolean blocks(Session session, Argument argument) {
        return true;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        if (apop.isEmpty() || client.timestamp().isEmpty()) {
            return LoginReplies.apopNotOffered();
        }
        Argument.Apop given = argument.apop();
        SaslStep claim = apop.get().claim(client.timestamp().get(), given.name(), given.digest());
        return logins.reply(session.apop(claim, client.peer(), client::leaseLost), session, client);
    }

    @Override
    public Reply again(Session session, Client client) {
        return logins.reply(session.goOn(), session, client);
    }
}
