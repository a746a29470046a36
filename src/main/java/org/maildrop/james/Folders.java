/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.MailboxPath;
import org.maildrop.snapshot.FolderName;

/** The mailboxes of the user whose session it is. */
final class Folders {
    private Folders() {}

    /** Opens one; it is made when it is missing, and those above it too. Inside a request. */
    static MessageManager open(FolderName folder, MailboxManager mailboxes, MailboxSession session)
            throws MailboxException {
        try {
            return find(folder, mailboxes, session);
        } catch (MailboxNotFoundException missing) {
            try {
                mailboxes.createMailbox(path(folder, session), session);
            } catch (MailboxExistsException madeMeanwhile) {
                // By a delivery, say: it is there, and that is all that matters.
            }
            return find(folder, mailboxes, session);
        }
    }

    /** Opens one that is there. Inside a request. */
    static MessageManager find(FolderName folder, MailboxManager mailboxes, MailboxSession session)
            throws MailboxException {
        return mailboxes.getMailbox(path(folder, session), session);
    }

    /** A dot is the delimiter unless James 3.9 was told otherwise. */
    private static MailboxPath path(FolderName folder, MailboxSession session) {
        return MailboxPath.forUser(session.getUser(), folder.name().replace('.', session.getPathDelimiter()));
    }
}
