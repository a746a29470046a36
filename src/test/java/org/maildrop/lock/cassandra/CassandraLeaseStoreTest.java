/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
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
import org.maildrop.lock.LockHistoryContract;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.CassandraProcess;

class CassandraLeaseStoreTest implements LockHistoryContract {
    private static TestKeyspace keyspace;
    private static CassandraLeaseStore store;

    @BeforeAll
    static void open() {
        keyspace = new TestKeyspace(CassandraProcess.contact());
        store = keyspace.store();
    }

    @AfterAll
    static void close() {
        if (keyspace != null) {
            keyspace.close();
        }
    }

    /** Time is passed row by row. */
    @BeforeEach
    void leaveNoRows() {
        keyspace.session().execute("TRUNCATE maildrop_lease");
    }

    @Override
    public LeaseStore store() {
        return store;
    }

    @Override
    public void advance(Duration span) {
        keyspace.advance(span);
    }

    /** Two transactions each, and Cassandra has one that meets another wait for up to 100 ms. */
    @Override
    public int rounds() {
        return 100;
    }

    private static Holder holder() {
        return new Holder("node", "session", "192.0.2.7", Instant.EPOCH);
    }

    private static LeaseKey enter(LeaseStore store, Owner owner) {
        return new LeaseKey(owner, ((Attempt.Granted) store.acquire(owner, holder(), TERM)).token());
    }

    @Test
    void leasesAreSharedByTheSessionsOfTwoServers() {
        Owner owner = someone();
        LeaseKey here = enter(store, owner);
        try (CqlSession session = keyspace.connect()) {
            LeaseStore there = CassandraLeaseStore.open(session, TestKeyspace.PATIENCE, System::nanoTime);
            assertThat(there.acquire(owner, holder(), TERM)).isInstanceOf(Attempt.Contended.class);
            assertThat(there.release(here)).isTrue();
            assertThat(enter(there, owner).token()).isGreaterThan(here.token());
            assertThat(store.prove(here, Duration.ZERO)).isFalse();
        }
    }

    @Test
    void theSessionOfJamesStaysOpen() {
        store.close();
        assertThat(keyspace.session().isClosed()).isFalse();
        enter(store, someone());
    }

    @Test
    void aReleasedRowIsForgottenAfterADayAndLeavesNoTombstone() {
        Owner owner = someone();
        store.release(enter(store, owner));
        Row row = keyspace.session()
                .execute(
                        "SELECT ttl(fencing_token), ttl(attempt), ttl(node), ttl(session), ttl(remote_address), ttl(since),"
                                + " ttl(active), ttl(expires) FROM maildrop_lease WHERE owner = ?",
                        owner.name())
                .one();
        for (int column = 0; column < row.size(); column++) {
            assertThat(row.getInt(column)).isBetween(86_000, 86_400);
        }
    }

    @Test
    void theNextGrantOfAReleasedMaildropIsNotForgotten() {
        Owner owner = someone();
        store.release(enter(store, owner));
        LeaseKey held = enter(store, owner);
        store.renew(List.of(new Renewal(held, Duration.ZERO)), TERM);
        Row row = keyspace.session()
                .execute(
                        "SELECT ttl(fencing_token), ttl(node), ttl(expires) FROM maildrop_lease WHERE owner = ?",
                        owner.name())
                .one();
        for (int column = 0; column < row.size(); column++) {
            assertThat(row.isNull(column)).isTrue();
        }
    }

    @Test
    void aTokenGrowsThoughTheEnginesClockWasSetBack() {
        Owner owner = someone();
        LeaseKey first = enter(store, owner);
        store.release(first);
        long later = first.token().value() + 400L * 86_400 * 1_000_000;
        keyspace.session()
                .execute("UPDATE maildrop_lease SET fencing_token = ? WHERE owner = ? IF EXISTS", later, owner.name());
        assertThat(enter(store, owner).token()).isEqualTo(new FencingToken(later + 1));
    }

    @Test
    void aNodesClockDecidesNothing() {
        for (Instant wrong : List.of(Instant.EPOCH, Instant.parse("2199-01-01T00:00:00Z"))) {
            Owner owner = someone();
            store.acquire(owner, new Holder("node", "session", "192.0.2.7", wrong), TERM);
            HeldLease held = store.find(owner).orElseThrow();
            assertThat(held.remaining()).isBetween(TERM.minus(tolerance()), TERM);
            assertThat(held.idle()).isBetween(Duration.ZERO, tolerance());
            assertThat(held.holder().since()).isEqualTo(wrong);
        }
    }

    @Test
    void aRenewalThatComesLateStillMakesTheLeaseLast() {
        LeaseKey held = enter(store, someone());
        keyspace.advance(Duration.ofSeconds(40));
        HeldLease before = store.find(held.owner()).orElseThrow();
        assertThat(store.renew(List.of(new Renewal(held, Duration.ofSeconds(50))), TERM))
                .isEmpty();
        HeldLease renewed = store.find(held.owner()).orElseThrow();
        assertThat(renewed.lastActivity()).isEqualTo(before.lastActivity());
        assertThat(renewed.remaining()).isGreaterThan(TERM.minus(tolerance()));
    }

    @Test
    void aListOfManyPagesIsWhole() {
        List<LeaseKey> held = IntStream.range(0, 3 * TestKeyspace.PAGE + 1)
                .mapToObj(i -> enter(store, someone()))
                .toList();
        assertThat(store.list()).extracting(HeldLease::key).containsExactlyInAnyOrderElementsOf(held);
    }

    @Test
    void aListOfManyPagesHasOneTimeLimit() {
        IntStream.range(0, 3 * TestKeyspace.PAGE).forEach(i -> enter(store, someone()));
        AtomicLong nanos = new AtomicLong();
        AtomicLong step = new AtomicLong();
        LeaseStore timed =
                CassandraLeaseStore.open(keyspace.session(), TestKeyspace.PATIENCE, () -> nanos.getAndAdd(step.get()));
        assertThat(timed.list()).hasSize(3 * TestKeyspace.PAGE);
        step.set(TestKeyspace.PATIENCE.toNanos() / 3 + 1);
        assertThatThrownBy(timed::list).isInstanceOf(LeaseStoreException.class);
    }

    @Test
    void ofALargeBatchTheLostOnesAreFound() {
        List<LeaseKey> lost = IntStream.range(0, 500)
                .mapToObj(i -> new LeaseKey(someone(), new FencingToken(1 + i)))
                .toList();
        LeaseKey held = enter(store, someone());
        List<Renewal> batch = IntStream.rangeClosed(0, lost.size())
                .mapToObj(i -> new Renewal(i == lost.size() ? held : lost.get(i), Duration.ZERO))
                .toList();
        assertThat(store.renew(batch, TERM)).containsExactlyInAnyOrderElementsOf(lost);
    }

    @Test
    void namesAreKeptWholeWhateverTheyHold() {
        Owner owner = new Owner("o'neil \\ \"x\" ß 日本 🙂 " + UUID.randomUUID());
        Holder odd = new Holder("nöde'", "s\\1", "[2001:db8::7]:1'10", Instant.EPOCH);
        store.acquire(owner, odd, TERM);
        HeldLease held = store.find(owner).orElseThrow();
        assertThat(held.key().owner()).isEqualTo(owner);
        assertThat(held.holder()).isEqualTo(odd);
    }
}
