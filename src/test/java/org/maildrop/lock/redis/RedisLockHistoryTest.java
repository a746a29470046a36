/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LockHistoryContract;

class RedisLockHistoryTest implements LockHistoryContract {
    private RedisServer server;
    private RedisLeaseStore store;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        store = RedisLeaseStore.at(RedisSettings.of(server.uri()), Optional.empty());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            store.close();
            server.close();
        }
    }

    @Override
    public LeaseStore historyStore() {
        return store;
    }
}
