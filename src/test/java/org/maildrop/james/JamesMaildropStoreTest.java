/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import org.maildrop.snapshot.MaildropStore;
import org.maildrop.snapshot.StoreSettings;

class JamesMaildropStoreTest implements JamesMaildropContract {
    private static final MemoryMailboxes MAILBOXES = new MemoryMailboxes();

    private final MaildropStore store = new JamesMaildropStore(MAILBOXES.manager(), StoreSettings.DEFAULT);

    @Override
    public MaildropStore store() {
        return store;
    }

    @Override
    public MemoryMailboxes mailboxes() {
        return MAILBOXES;
    }
}
