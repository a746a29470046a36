/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.OptionalLong;
import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.MaildropReplies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Session;
import org.maildrop.snapshot.Maildrop;

/** UIDL [msg] (RFC 1725, section 7): one message, or all that are not marked. */
final class UidlCommand implements Command {
    @Override
    public Keyword keyword() {
        return Keyword.UIDL;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        Maildrop maildrop = session.transaction().maildrop();
        OptionalLong number = argument.optionalMessageNumber(keyword());
        return number.isPresent()
                ? MaildropReplies.of(maildrop.uidl(number.getAsLong()))
                : MaildropReplies.uniqueIdListings(maildrop);
    }
}
