/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Optional;
import org.maildrop.auth.Mechanisms;
import org.maildrop.auth.SaslMechanism;
import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.LoginReplies;
import org.maildrop.protocol.MalformedArgument;
import org.maildrop.protocol.Reply;
import org.maildrop.protocol.SaslResponse;
import org.maildrop.session.Session;

/** AUTH mechanism [initial-response] (RFC 5034, section 4), and the exchange behind it. Alone it lists the mechanisms. */
final class AuthCommand implements Command {
    private final Mechanisms mechanisms;
    private final Logins logins;

    AuthCommand(Mechanisms mechanisms, Logins logins) {
        this.mechanisms = mechanisms;
        this.logins = logins;
    }

    @Override
    public Keyword keyword() {
        return Keyword.AUTH;
    }

    @Override
    public boolean blocks(Session session, Argument argument) {
        return true;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        Optional<Argument.Auth> auth = argument.auth();
        if (auth.isEmpty()) {
            return LoginReplies.mechanisms(mechanisms.names(client.cleartextAllowed(), client.transport()));
        }
        Optional<SaslMechanism> named = mechanisms.named(auth.get().mechanism(), client.transport());
        if (named.isEmpty()) {
            return LoginReplies.unknownMechanism();
        }
        if (named.get().cleartext() && !client.cleartextAllowed()) {
            return logins.cleartextRefused(named.get().name(), session, client);
        }
        Optional<byte[]> initial = auth.get().initialResponse().map(SaslResponse::octets);
        return logins.reply(
                session.auth(named.get(), initial, client.transport(), client.peer(), client::leaseLost),
                session,
                client);
    }

    /** The client's response to a challenge. */
    Reply respond(Session session, Client client, Argument text) {
        Optional<SaslResponse> response;
        try {
            response = text.saslResponse();
        } catch (MalformedArgument noBase64) {
            session.cancelAuth();
            throw noBase64;
        }
        if (response.isEmpty()) {
            session.cancelAuth();
            return LoginReplies.authCancelled();
        }
        return logins.reply(session.respond(response.get().octets()), session, client);
    }

    @Override
    public Reply again(Session session, Client client) {
        return logins.reply(session.goOn(), session, client);
    }
}
