/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.CassandraProcess;

/** A Cassandra that is away and comes back, with the session and the store that were there before. */
class CassandraOutageTest {
    private static final Duration TERM = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(1);

    /** A third of the default term is 20 seconds; a batch may take three answers. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    private static final Holder HOLDER = new Holder("node", "session", "192.0.2.7", Instant.EPOCH);

    private static CassandraProcess cassandra;
    private static TestKeyspace keyspace;

    private final Owner bob = someone();
    private final Owner alice = someone();
    private LeaseStore store;

    @BeforeAll
    static void start() {
        cassandra = CassandraProcess.shared();
        keyspace = new TestKeyspace(cassandra.address());
    }

    @AfterAll
    static void end() {
        if (keyspace != null) {
            keyspace.close();
        }
    }

    @BeforeEach
    void openStore() {
        keyspace.store();
        store = store(keyspace.session());
    }

    private static CassandraLeaseStore store(CqlSession session) {
        return CassandraLeaseStore.open(session, ANSWER, System::nanoTime);
    }

    private static Owner someone() {
        return new Owner("user-" + UUID.randomUUID() + "@example.org");
    }

    private static Attempt attempt(LeaseStore store, Owner owner) {
        return store.acquire(owner, HOLDER, TERM);
    }

    /** As soon as Cassandra answers again, if that is soon. */
    private static LeaseKey enterAgain(LeaseStore store, Owner owner) {
        return await().atMost(Duration.ofSeconds(60))
                .ignoreException(LeaseStoreException.class)
                .until(() -> enter(store, owner), key -> true);
    }

    private static LeaseKey enter(LeaseStore store, Owner owner) {
        return attempt(store, owner).fold(granted -> new LeaseKey(owner, granted.token()), contended -> {
            throw new AssertionError("contended: " + contended);
        });
    }

    private static void assertUnavailable(Runnable question) {
        long start = System.nanoTime();
        assertThatExceptionOfType(LeaseStoreException.class).isThrownBy(question::run);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME_LIMIT);
    }

    private void assertNothingIsAnswered(LeaseKey held) {
        assertUnavailable(() -> attempt(store, held.owner()));
        assertUnavailable(() -> attempt(store, alice));
        HeldLease seen = new HeldLease(held, HOLDER, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        assertUnavailable(() -> store.takeover(seen, HOLDER, TERM));
        assertUnavailable(() -> store.renew(List.of(new Renewal(held, Duration.ZERO)), TERM));
        assertUnavailable(() -> store.prove(held, Duration.ZERO));
        assertUnavailable(() -> store.find(held.owner()));
        assertUnavailable(() -> store.forceRelease(held.owner()));
        assertUnavailable(store::list);
    }

    @Test
    void aCassandraThatHangsIsUnavailableInTimeAndLeasesGoOnWhenItIsBack() {
        LeaseKey held = enterAgain(store, bob);
        cassandra.freeze();
        try {
            assertNothingIsAnswered(held);
        } finally {
            cassandra.thaw();
        }
        await().atMost(Duration.ofSeconds(60))
                .ignoreException(LeaseStoreException.class)
                .until(() -> store.renew(List.of(new Renewal(held, Duration.ZERO)), TERM)
                        .isEmpty());
        assertThat(store.prove(held, Duration.ZERO)).isTrue();
        enterAgain(store, someone());
    }

    @Test
    void aLargeBatchIsGivenUpInTimeWhenCassandraHangs() {
        LeaseKey held = enterAgain(store, bob);
        List<Renewal> batch = IntStream.range(0, 5_000)
                .mapToObj(i -> new Renewal(held, Duration.ZERO))
                .toList();
        cassandra.freeze();
        try {
            assertUnavailable(() -> store.renew(batch, TERM));
        } finally {
            cassandra.thaw();
        }
    }

    @Test
    void aCassandraThatWasKilledGoesOnWithGreaterTokensWhenItIsStartedAgain() {
        LeaseKey held = enterAgain(store, bob);
        cassandra.kill();
        try {
            assertNothingIsAnswered(held);
        } finally {
            cassandra.restart();
        }
        enterAgain(store, alice);
        // Killed so soon after the grant, Cassandra may have kept the row, or only what it had agreed to, or neither.
        await().ignoreException(LeaseStoreException.class).until(() -> store.forceRelease(bob), ended -> true);
        assertThat(enterAgain(store, bob).token()).isGreaterThan(held.token());
    }

    @Test
    void aStoreThatIsOpenedWhileCassandraHangsWaitsForIt() {
        keyspace.session().execute("DROP TABLE maildrop_lease");
        cassandra.freeze();
        LeaseStore early;
        try {
            early = store(keyspace.session());
            assertUnavailable(() -> attempt(early, bob));
        } finally {
            cassandra.thaw();
        }
        enterAgain(early, bob);
    }

    @Test
    void aTableThatIsGoneIsMadeAgain() {
        FencingToken before = enterAgain(store, bob).token();
        keyspace.session().execute("DROP TABLE maildrop_lease");
        assertUnavailable(() -> attempt(store, bob));
        assertThat(enterAgain(store, bob).token()).isGreaterThan(before);
    }

    @Test
    void manyThreadsThatFindNoTableMakeOneAndAreAllAnswered() throws Exception {
        LeaseStore patient = keyspace.store();
        keyspace.session().execute("DROP TABLE maildrop_lease");
        assertThatExceptionOfType(LeaseStoreException.class).isThrownBy(() -> enter(patient, bob));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            Callable<LeaseKey> login = () -> enter(patient, someone());
            for (Future<LeaseKey> key : threads.invokeAll(Collections.nCopies(16, login))) {
                assertThat(patient.prove(key.get(), Duration.ZERO)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aSessionThatJamesHasClosedIsUnavailable() {
        try (CqlSession session = keyspace.connect()) {
            store = store(session);
            LeaseKey held = enterAgain(store, bob);
            session.close();
            assertNothingIsAnswered(held);
        }
    }

    @Test
    void aTableOfAnotherShapeStopsTheStart() {
        CqlSession session = keyspace.session();
        session.execute("DROP TABLE maildrop_lease");
        session.execute("CREATE TABLE maildrop_lease (owner text PRIMARY KEY)");
        try {
            assertThatExceptionOfType(LeaseStoreException.class).isThrownBy(() -> store(session));
        } finally {
            session.execute("DROP TABLE maildrop_lease");
        }
    }
}
