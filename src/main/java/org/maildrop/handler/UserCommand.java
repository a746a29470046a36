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

/** USER name (RFC 1725, section 4): any name is accepted, so that nobody can find out which ones there are. */
final class UserCommand implements Command {
    private final Logins logins;

    UserCommand(Logins logins) {
        this.logins = logins;
    }

    @Override
    public Keyword keyword() {
        return Keyword.USER;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        if (!client.cleartextAllowed()) {
            return logins.cleartextRefused(Tally.USER_PASS, session, client);
        }
        Optional<String> name = argument.verbatim(keyword());
        if (name.isEmpty()) {
            return LoginReplies.nameNotUtf8();
        }
        session.user(name.get());
        return LoginReplies.user();
    }
}
