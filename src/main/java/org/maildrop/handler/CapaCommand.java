/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.List;
import org.maildrop.auth.Mechanisms;
import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Capabilities;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.Replies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Phase;
import org.maildrop.session.Session;
import org.maildrop.session.SessionSettings;

/** CAPA (RFC 2449, section 5): what works now. */
final class CapaCommand implements Command {
    private final Mechanisms mechanisms;
    private final SessionSettings settings;

    CapaCommand(Mechanisms mechanisms, SessionSettings settings) {
        this.mechanisms = mechanisms;
        this.settings = settings;
    }

    @Override
    public Keyword keyword() {
        return Keyword.CAPA;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        argument.none(keyword());
        boolean cleartext = client.cleartextAllowed();
        boolean authorization = session.phase() == Phase.AUTHORIZATION;
        return Replies.capabilities(new Capabilities(
                cleartext,
                authorization ? mechanisms.names(cleartext, client.transport()) : List.of(),
                authorization && client.tlsOffered() && !client.tlsActive(),
                settings.limits().loginDelay(),
                settings.expiry()));
    }
}
