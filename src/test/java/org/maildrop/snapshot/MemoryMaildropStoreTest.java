/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** The store that other tests rely on keeps the contract too. */
class MemoryMaildropStoreTest implements MaildropStoreContract {
    private final MemoryMaildropStore store = new MemoryMaildropStore();
    private final AtomicInteger owners = new AtomicInteger();

    @BeforeEach
    void readsAhead() {
        store.readAhead();
    }

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
    public void destroy(Owner owner) {
        store.destroy(owner.name());
    }

    @Override
    public Set<Long> seen(Owner owner) {
        return store.seen().stream().filter(store.uids(owner.name())::contains).collect(Collectors.toSet());
    }

    @Override
    public Owner newcomer() {
        return new Owner("owner" + owners.incrementAndGet());
    }
}
