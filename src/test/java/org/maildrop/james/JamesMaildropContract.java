/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.maildrop.snapshot.MaildropStoreContract;
import org.maildrop.snapshot.Owner;

/** The store's contract over James's mailboxes in memory, whichever of them is the maildrop. */
interface JamesMaildropContract extends MaildropStoreContract {
    AtomicInteger OWNERS = new AtomicInteger();

    MemoryMailboxes mailboxes();

    @Override
    default long append(Owner owner, byte[] message) {
        return mailboxes().append(owner.name(), message);
    }

    @Override
    default long append(Owner owner, byte[] message, Instant received) {
        return mailboxes().append(owner.name(), message, received);
    }

    @Override
    default void expunge(Owner owner, long uid) {
        mailboxes().expunge(owner.name(), uid);
    }

    @Override
    default void destroy(Owner owner) {
        mailboxes().deleteInbox(owner.name());
    }

    @Override
    default Set<Long> seen(Owner owner) {
        return mailboxes().seen(owner.name());
    }

    @Override
    default Owner newcomer() {
        return new Owner("owner" + OWNERS.incrementAndGet());
    }
}
