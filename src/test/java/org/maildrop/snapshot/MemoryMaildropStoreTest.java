/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** The store that other tests rely on keeps the contract too. */
class MemoryMaildropStoreTest implements MaildropStoreContract {
    private final MemoryMaildropStore store = new MemoryMaildropStore();
    private final AtomicInteger owners = new AtomicInteger();

    @Override
    public MaildropStore store() {
        return store;
    }

    @Override
    public long append(Owner owner, byte[] message) {
        return store.add(owner.name(), message);
    }

    @Override
    public long append(Owner owner, byte[] message, Instant received) {
        return store.add(owner.name(), new String(message, StandardCharsets.ISO_8859_1), received);
    }

    @Override
    public void expunge(Owner owner, long uid) {
        store.expunge(owner.name(), uid);
    }

    @Override
    public Owner newcomer() {
        return new Owner("owner" + owners.incrementAndGet());
    }
}
