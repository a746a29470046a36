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
import org.maildrop.session.Transaction;
import org.maildrop.snapshot.Part;

/** RETR msg (RFC 1725, section 5). */
final class RetrCommand implements Command {
    @Override
    public Keyword keyword() {
        return Keyword.RETR;
    }

    @Override
    public boolean blocks(Session session, Argument argument) {
        return !session.transaction().isReady(argument.messageNumber(keyword()), Part.WHOLE);
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        Transaction transaction = session.transaction();
        RetrieveOutcome outcome = transaction.retr(argument.messageNumber(keyword()));
        return Retrieval.reply(
                outcome,
                new TroubleLog(session.tally(), client.peer()),
                found -> MaildropReplies.message(
                        found.octets(), new WatchedBody(MessageBody.whole(found.content()), () -> transaction
                                .maildrop()
                                .noteRetrieved(found.number()))));
    }
}
