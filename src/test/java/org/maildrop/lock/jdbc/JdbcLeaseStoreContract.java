/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LockHistoryContract;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;

/** What the JDBC store promises besides, on every engine. */
interface JdbcLeaseStoreContract extends LockHistoryContract {
    /** For an answer; long, because the disk of a busy machine may take its time to keep a row. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** The store under test, with the table in a place of its own. */
    @Override
    JdbcLeaseStore store();

    /** Where it is. */
    JdbcSettings settings();

    /** Runs statements beside the store, and returns the first column of the last one's first row, if it has one. */
    long inside(String... statements);

    @Override
    default void advance(Duration span) {
        inside("UPDATE maildrop_lease SET expires_us = expires_us - %1$d, active_us = active_us - %1$d"
                .formatted(Micros.of(span)));
    }

    @Override
    default int rounds() {
        return 200;
    }

    private static Holder holder() {
        return new Holder("node", "session", "192.0.2.7", Instant.EPOCH);
    }

    private static FencingToken enter(LeaseStore store, Owner owner) {
        return ((Attempt.Granted) store.acquire(owner, holder(), TERM)).token();
    }

    /** By a node that is an hour old. */
    private void purge() {
        AtomicLong nanos = new AtomicLong();
        try (LeaseStore node = JdbcLeaseStore.open(settings(), PATIENCE, nanos::get)) {
            nanos.addAndGet(JdbcLeaseStore.PURGE_EVERY.toNanos());
            node.renew(List.of(), TERM);
        }
    }

    private long oneMoreRowOfNoUse() {
        enter(store(), someone());
        advance(Duration.ofHours(25));
        return rows();
    }

    @Test
    default void howeverManyRenewThereIsOnePurgeAnHour() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
        try (LeaseStore node = JdbcLeaseStore.open(settings(), PATIENCE, nanos::get)) {
            long before = oneMoreRowOfNoUse();
            nanos.addAndGet(JdbcLeaseStore.PURGE_EVERY.toNanos() - 1);
            IntStream.range(0, 1_000).forEach(i -> node.renew(List.of(), TERM));
            assertThat(rows()).isEqualTo(before);
            nanos.incrementAndGet();
            node.renew(List.of(), TERM);
            assertThat(rows()).isZero();
            oneMoreRowOfNoUse();
            IntStream.range(0, 1_000).forEach(i -> node.renew(List.of(), TERM));
            assertThat(rows()).isEqualTo(1);
        }
    }

    private long rows() {
        return inside("SELECT COUNT(*) FROM maildrop_lease");
    }

    @Test
    default void leasesAndTokensOutliveTheStoreObject() {
        Owner owner = someone();
        FencingToken before = enter(store(), owner);
        try (LeaseStore restarted = JdbcLeaseStore.open(settings(), PATIENCE, System::nanoTime)) {
            assertThat(restarted.find(owner)).map(HeldLease::key).contains(new LeaseKey(owner, before));
            assertThat(restarted.release(new LeaseKey(owner, before))).isTrue();
            assertThat(enter(restarted, owner)).isGreaterThan(before);
        }
    }

    @Test
    default void theLastTokenIsKnownAfterItsRelease() {
        Owner owner = someone();
        assertThat(store().lastToken(owner)).isEmpty();
        FencingToken last = enter(store(), owner);
        assertThat(store().lastToken(owner)).contains(last);
        store().release(new LeaseKey(owner, last));
        assertThat(store().lastToken(owner)).contains(last);
    }

    @Test
    default void rowsOfNoUseForADayAreDeletedAndTheNextTokenIsStillGreater() {
        Owner released = someone();
        Owner expired = someone();
        FencingToken before = enter(store(), released);
        store().release(new LeaseKey(released, before));
        enter(store(), expired);
        advance(Duration.ofHours(25));
        Owner present = someone();
        LeaseKey held = new LeaseKey(present, enter(store(), present));
        assertThat(rows()).isGreaterThanOrEqualTo(3);

        purge();

        assertThat(rows()).isEqualTo(1);
        assertThat(store().prove(held, Duration.ZERO)).isTrue();
        assertThat(enter(store(), released)).isGreaterThan(before);
    }

    @Test
    default void rowsThatWereOfUseWithinADayAreKept() {
        // Other tests have left rows of any age.
        inside("DELETE FROM maildrop_lease");
        Owner owner = someone();
        store().release(new LeaseKey(owner, enter(store(), owner)));
        advance(Duration.ofHours(23));
        purge();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    default void aTokenGrowsThoughTheEnginesClockWasSetBack() {
        Owner owner = someone();
        FencingToken first = enter(store(), owner);
        long later = first.value() + Micros.of(Duration.ofDays(400));
        inside("UPDATE maildrop_lease SET expires_us = 0, token = " + later);
        assertThat(enter(store(), owner)).isEqualTo(new FencingToken(later + 1));
    }

    @Test
    default void aNodesClockDecidesNothing() {
        for (Instant wrong : List.of(Instant.EPOCH, Instant.parse("2199-01-01T00:00:00Z"))) {
            Owner owner = someone();
            store().acquire(owner, new Holder("node", "session", "192.0.2.7", wrong), TERM);
            HeldLease held = store().find(owner).orElseThrow();
            assertThat(held.remaining()).isBetween(TERM.minus(tolerance()), TERM);
            assertThat(held.idle()).isBetween(Duration.ZERO, tolerance());
            assertThat(held.holder().since()).isEqualTo(wrong);
        }
    }

    @Test
    default void aBatchOfMoreThanAThousandIsRenewedAndItsLostOnesAreFound() {
        List<LeaseKey> keys = IntStream.range(0, 2_001)
                .mapToObj(i -> new LeaseKey(someone(), new FencingToken(1 + i)))
                .toList();
        Owner owner = someone();
        LeaseKey held = new LeaseKey(owner, enter(store(), owner));
        List<Renewal> batch = IntStream.rangeClosed(0, keys.size())
                .mapToObj(i -> new Renewal(i == keys.size() ? held : keys.get(i), Duration.ZERO))
                .toList();
        assertThat(store().renew(batch, TERM)).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    default void namesAreKeptWholeWhateverTheyHold() {
        Owner owner = new Owner("o'neil \\ \"x\" ß 日本 🙂 " + UUID.randomUUID());
        Holder odd = new Holder("nöde'", "s\\1", "[2001:db8::7]:1'10", Instant.EPOCH);
        store().acquire(owner, odd, TERM);
        HeldLease held = store().find(owner).orElseThrow();
        assertThat(held.key().owner()).isEqualTo(owner);
        assertThat(held.holder()).isEqualTo(odd);
        assertThat(store().renew(List.of(new Renewal(held.key(), Duration.ZERO)), TERM))
                .isEmpty();
    }
}
