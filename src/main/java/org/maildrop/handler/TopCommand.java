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
import org.maildrop.protocol.MessageBody;
import org.maildrop.protocol.Reply;
import org.maildrop.session.RetrieveOutcome;
import org.maildrop.session.Session;
import org.maildrop.snapshot.Part;

/** TOP msg n (RFC 1725, section 7): the header, the blank line and n lines of the body. */
final class TopCommand implements Command {
    @Override
    public Keyword keyword() {
        return Keyword.TOP;
    }

    @Override
    public boolean blocks(Session session, Argument argument) {
        Argument.Top top = argument.top();
        return !session.transaction().isReady(top.number(), part(top));
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        Argument.Top top = argument.top();
        RetrieveOutcome outcome = session.transaction().top(top.number(), part(top));
        return Retrieval.reply(
                outcome,
                new TroubleLog(session.tally(), client.peer()),
                found -> MaildropReplies.top(MessageBody.top(found.content(), top.lines())));
    }

    private static Part part(Argument.Top top) {
        return top.lines() == 0 ? Part.HEADER : Part.WHOLE;
    }
}
