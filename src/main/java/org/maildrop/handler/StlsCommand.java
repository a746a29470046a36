/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.Replies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Session;

/** STLS (RFC 2595, section 4): valid in all of AUTHORIZATION; when it is refused, the session goes on. */
final class StlsCommand implements Command {
    @Override
    public Keyword keyword() {
        return Keyword.STLS;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        argument.none(keyword());
        if (client.tlsActive()) {
            return Replies.tlsAlreadyActive();
        }
        return client.tlsOffered() ? Replies.startTls() : Replies.tlsNotOffered();
    }
}
