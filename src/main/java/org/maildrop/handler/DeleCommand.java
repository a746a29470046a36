/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.MaildropReplies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Session;

/** DELE msg (RFC 1725, section 5). */
final class DeleCommand implements Command {
    @Override
    public Keyword keyword() {
        return Keyword.DELE;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        return MaildropReplies.of(session.transaction().maildrop().dele(argument.messageNumber(keyword())));
    }
}
