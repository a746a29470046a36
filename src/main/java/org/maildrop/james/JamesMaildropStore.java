/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.google.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.MailboxPath;
import org.maildrop.snapshot.Listing;
import org.maildrop.snapshot.MaildropStore;
import org.maildrop.snapshot.OpenMaildrop;
import org.maildrop.snapshot.Owner;

/** The maildrops are the users' INBOXes in James's mailboxes. */
public final class JamesMaildropStore implements MaildropStore {
    private final MailboxManager mailboxes;

    @Inject
    public JamesMaildropStore(MailboxManager mailboxes) {
        this.mailboxes = mailboxes;
    }

    @Override
    public OpenMaildrop open(Owner owner) {
        MailboxSession session = mailboxes.createSystemSession(Username.of(owner.name()));
        return MailboxAccess.run(mailboxes, session, "open the maildrop of " + owner, () -> {
            MessageManager inbox = inbox(session);
            long uidValidity = inbox.getMailboxEntity().getUidValidity().asLong();
            Listing listing = ReactiveListing.of(inbox, session, uidValidity);
            return new JamesMaildrop(mailboxes, session, inbox, listing);
        });
    }

    private MessageManager inbox(MailboxSession session) throws MailboxException {
        MailboxPath path = MailboxPath.inbox(session);
        try {
            return mailboxes.getMailbox(path, session);
        } catch (MailboxNotFoundException missing) {
            try {
                mailboxes.createMailbox(path, session);
            } catch (MailboxExistsException madeMeanwhile) {
                // By a delivery, say: it is there, and that is all that matters.
            }
            return mailboxes.getMailbox(path, session);
        }
    }
}
