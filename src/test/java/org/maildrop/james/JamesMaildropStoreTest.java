/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.maildrop.snapshot.MaildropStore;
import org.maildrop.snapshot.MaildropStoreContract;
import org.maildrop.snapshot.Owner;

class JamesMaildropStoreTest implements MaildropStoreContract {
    private static final MemoryMailboxes MAILBOXES = new MemoryMailboxes();
    private static final AtomicInteger OWNERS = new AtomicInteger();

    private final MaildropStore store = new JamesMaildropStore(MAILBOXES.manager());

    @Override
    public MaildropStore store() {
        return store;
    }

    @Override
    public long append(Owner owner, byte[] message) {
        return MAILBOXES.append(owner.name(), message);
    }

    @Override
    public long append(Owner owner, byte[] message, Instant received) {
        return MAILBOXES.append(owner.name(), message, received);
    }

    @Override
    public void expunge(Owner owner, long uid) {
        MAILBOXES.expunge(owner.name(), uid);
    }

    @Override
    public Owner newcomer() {
        return new Owner("owner" + OWNERS.incrementAndGet());
    }
}
