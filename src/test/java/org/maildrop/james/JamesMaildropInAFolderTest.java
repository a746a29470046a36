/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.util.Optional;
import org.maildrop.snapshot.FolderName;
import org.maildrop.snapshot.MaildropStore;
import org.maildrop.snapshot.StoreSettings;

/** A maildrop that is another folder than INBOX, out of which messages are moved, is one like any other. */
class JamesMaildropInAFolderTest implements JamesMaildropContract {
    private static final MemoryMailboxes MAILBOXES = new MemoryMailboxes("INBOX.Work.POP");

    private final MaildropStore store = new JamesMaildropStore(
            MAILBOXES.manager(),
            new StoreSettings(new FolderName("INBOX.Work.POP"), Optional.of(new FolderName("Trash.POP"))));

    @Override
    public String folder() {
        return "INBOX.Work.POP";
    }

    @Override
    public MaildropStore store() {
        return store;
    }

    @Override
    public MemoryMailboxes mailboxes() {
        return MAILBOXES;
    }
}
