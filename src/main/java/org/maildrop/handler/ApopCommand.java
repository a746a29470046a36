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

    ApopCommand(Optional<Apop> apop) {
        this.apop = apop;
    }

    @Override
    public Keyword keyword() {
        return Keyword.APOP;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        if (apop.isEmpty() || client.timestamp().isEmpty()) {
            return LoginReplies.apopNotOffered();
        }
        Argument.Apop given = argument.apop();
        SaslStep claim = apop.get().claim(client.timestamp().get(), given.name(), given.digest());
        return Logins.reply(session.login(claim, client.peer(), client::leaseLost), client);
    }

    @Override
    public Reply again(Session session, Client client) {
        return Logins.reply(session.goOn(), client);
    }
}
