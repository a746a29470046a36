/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.google.inject.Inject;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.maildrop.snapshot.MaildropStore;
import org.maildrop.snapshot.OpenMaildrop;
import org.maildrop.snapshot.Owner;
import org.maildrop.snapshot.StoreSettings;

/** The maildrops are a mailbox of each user's in James, INBOX as a rule. */
public final class JamesMaildropStore implements MaildropStore {
    private final MailboxManager mailboxes;
    private final StoreSettings settings;

    @Inject
    public JamesMaildropStore(MailboxManager mailboxes, StoreSettings settings) {
        this.mailboxes = mailboxes;
        this.settings = settings;
    }

    @Override
    public OpenMaildrop open(Owner owner) {
        MailboxSession session = mailboxes.createSystemSession(Username.of(owner.name()));
        return MailboxAccess.run(
                mailboxes,
                session,
                "open the maildrop of " + owner,
                () -> maildrop(Folders.open(settings.folder(), mailboxes, session), session));
    }

    @Override
    public Optional<OpenMaildrop> find(Owner owner) {
        MailboxSession session = mailboxes.createSystemSession(Username.of(owner.name()));
        return MailboxAccess.run(mailboxes, session, "look for the maildrop of " + owner, () -> {
            try {
                return Optional.of(maildrop(Folders.find(settings.folder(), mailboxes, session), session));
            } catch (MailboxNotFoundException missing) {
                return Optional.empty();
            }
        });
    }

    @Override
    public String folder() {
        return settings.folder().name();
    }

    private OpenMaildrop maildrop(MessageManager folder, MailboxSession session) throws MailboxException {
        Mailbox mailbox = folder.getMailboxEntity();
        Disposal disposal = settings.moveTo()
                .<Disposal>map(to -> new Disposal.Move(mailboxes, session, mailbox.getMailboxId(), to))
                .orElseGet(() -> new Disposal.Expunge(folder, session));
        return new JamesMaildrop(mailboxes, session, folder, mailbox, disposal);
    }
}
