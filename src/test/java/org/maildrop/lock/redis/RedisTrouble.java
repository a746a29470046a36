/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.snapshot.Owner;

/** What the tests of a Redis in trouble have in common: stores and servers that are closed with the test. */
class RedisTrouble {
    static final Duration TERM = Duration.ofSeconds(60);
    static final Owner BOB = new Owner("bob@example.org");
    static final Owner ALICE = new Owner("alice@example.org");
    static final Holder HOLDER = new Holder("node", "session", "192.0.2.7", Instant.EPOCH);

    /** Well under a third of the shortest term, 10 seconds. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void closeWhatIsOpen() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    RedisLeaseStore store(RedisSettings settings) {
        return closing(RedisLeaseStore.at(settings, Optional.empty()));
    }

    RedisLeaseStore store(String uri) {
        return store(RedisSettings.of(uri));
    }

    static LeaseKey enter(RedisLeaseStore store, Owner owner) {
        return granted(owner, store.acquire(owner, HOLDER, TERM));
    }

    static LeaseKey takeOver(RedisLeaseStore store, LeaseKey from) {
        return granted(from.owner(), store.takeover(store.find(from.owner()).orElseThrow(), HOLDER, TERM));
    }

    private static LeaseKey granted(Owner owner, Attempt attempt) {
        assertThat(attempt).isInstanceOf(Attempt.Granted.class);
        return new LeaseKey(owner, ((Attempt.Granted) attempt).token());
    }

    /** As soon as Redis answers again, if that is soon. */
    static LeaseKey enterAgain(RedisLeaseStore store, Owner owner) {
        return await().atMost(Duration.ofSeconds(30))
                .ignoreException(LeaseStoreException.class)
                .until(() -> enter(store, owner), key -> true);
    }

    static void assertUnavailable(Runnable question) {
        assertThatExceptionOfType(LeaseStoreException.class).isThrownBy(question::run);
    }

    static void assertUnavailableInTime(Runnable question) {
        long start = System.nanoTime();
        assertUnavailable(question);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME_LIMIT);
    }
}
