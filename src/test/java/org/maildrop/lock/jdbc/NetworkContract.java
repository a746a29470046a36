/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.PartialRenewalException;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TcpProxy;
import org.maildrop.testing.TestDatabase;

/** What the JDBC store promises on engines that are behind a wire and have accounts. */
interface NetworkContract extends JdbcLeaseStoreContract {
    /** For an answer of an engine that gives none. */
    Duration SHORT = Duration.ofSeconds(2);

    /** A second for a connection, two for an answer, and one for a busy machine. */
    Duration LIMIT = SHORT.plusSeconds(2);

    Duration RETURN = Duration.ofSeconds(30);

    TestDatabase database();

    int usualPort();

    @Override
    default JdbcSettings settings() {
        return database().settings();
    }

    @Override
    default long inside(String... statements) {
        return database().inside(statements);
    }

    private static LeaseKey enter(LeaseStore store) {
        Owner owner = new Owner("user-" + UUID.randomUUID());
        Holder holder = new Holder("node", "session", "192.0.2.7", Instant.EPOCH);
        return new LeaseKey(owner, ((Attempt.Granted) store.acquire(owner, holder, TERM)).token());
    }

    /** Any answer of the engine will do. */
    private static boolean answers(LeaseStore store) {
        try {
            enter(store);
            return true;
        } catch (LeaseStoreException e) {
            return false;
        }
    }

    private static void assertUnavailable(Callable<?> operation) {
        long start = System.nanoTime();
        assertThatThrownBy(operation::call).isInstanceOf(LeaseStoreException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    }

    private static void assertUnavailable(LeaseStore store, LeaseKey key) {
        assertUnavailable(() -> enter(store));
        assertUnavailable(() -> store.renew(List.of(new Renewal(key, Duration.ZERO)), TERM));
        assertUnavailable(() -> store.prove(key, Duration.ZERO));
        assertUnavailable(() -> store.release(key));
        assertUnavailable(store::list);
    }

    @Test
    default void anEngineThatIsCutOffIsUnavailableAndAllGoesOnWhenItIsBack() {
        try (TcpProxy proxy = database().proxy(usualPort());
                LeaseStore store = JdbcLeaseStore.open(database().settings(proxy), SHORT, System::nanoTime)) {
            LeaseKey key = enter(store);
            proxy.cut();
            assertUnavailable(store, key);
            proxy.mend();
            await().atMost(RETURN).until(() -> answers(store));
            assertThat(store.prove(key, Duration.ofSeconds(1))).isTrue();
        }
    }

    @Test
    default void anEngineThatHangsIsUnavailableInTimeAndAllGoesOnWhenItIsBack() {
        try (TcpProxy proxy = database().proxy(usualPort());
                LeaseStore store = JdbcLeaseStore.open(database().settings(proxy), SHORT, System::nanoTime)) {
            LeaseKey key = enter(store);
            proxy.hold();
            assertUnavailable(store, key);
            proxy.mend();
            await().atMost(RETURN).until(() -> answers(store));
            assertThat(store.prove(key, Duration.ofSeconds(1))).isTrue();
        }
    }

    @Test
    default void anEngineThatIsAwayAtTheStartIsWaitedFor() {
        try (TcpProxy proxy = database().proxy(usualPort())) {
            proxy.cut();
            try (LeaseStore store = JdbcLeaseStore.open(database().settings(proxy), SHORT, System::nanoTime)) {
                assertUnavailable(() -> enter(store));
                proxy.mend();
                await().atMost(RETURN).until(() -> answers(store));
            }
        }
    }

    @Test
    default void aRowThatSomebodyLocksIsUnavailableInTime() throws Exception {
        LeaseKey key = enter(store());
        try (JdbcLeaseStore store = JdbcLeaseStore.open(settings(), SHORT, System::nanoTime);
                var connection = java.sql.DriverManager.getConnection(settings().url());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE maildrop_lease SET node = 'x' WHERE owner = '"
                    + key.owner().name() + "'");
            assertUnavailable(() -> store.release(key));
        }
        assertThat(store().release(key)).isTrue();
    }

    @Test
    default void ofALargeBatchThatIsNotAnsweredToItsEndItIsKnownWhatWasAnswered() throws Exception {
        List<Renewal> batch = new ArrayList<>();
        batch.add(new Renewal(enter(store()), Duration.ZERO));
        IntStream.rangeClosed(1, 999)
                .mapToObj(i -> new LeaseKey(new Owner("nobody-" + i), new FencingToken(i)))
                .forEach(key -> batch.add(new Renewal(key, Duration.ZERO)));
        LeaseKey locked = enter(store());
        batch.add(new Renewal(locked, Duration.ZERO));
        try (JdbcLeaseStore store = JdbcLeaseStore.open(settings(), SHORT, System::nanoTime);
                var connection = java.sql.DriverManager.getConnection(settings().url());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("UPDATE maildrop_lease SET node = 'x' WHERE owner = '"
                    + locked.owner().name() + "'");
            assertThatThrownBy(() -> store.renew(batch, TERM))
                    .isInstanceOf(PartialRenewalException.class)
                    .hasMessageContaining("1 were renewed, 999 are lost");
            assertThatThrownBy(() -> store.renew(batch.subList(1_000, 1_001), TERM))
                    .isInstanceOf(LeaseStoreException.class)
                    .isNotInstanceOf(PartialRenewalException.class);
        }
    }

    @Test
    default void toAcquireToProveAndToReleaseTakeOneRoundTripEachAndARenewalOfAThousandTwoAtTheMost() {
        try (TcpProxy proxy = database().proxy(usualPort())) {
            JdbcSettings through = database().settings(proxy);
            JdbcSettings one = new JdbcSettings(through.url(), through.user(), through.password(), 1);
            try (LeaseStore store = JdbcLeaseStore.open(one, PATIENCE, System::nanoTime)) {
                List<Renewal> batch = IntStream.range(0, 1_000)
                        .mapToObj(i -> new Renewal(enter(store), Duration.ZERO))
                        .toList();
                List<LeaseKey> keys = batch.stream().limit(20).map(Renewal::key).toList();
                assertThat(usual(proxy, 20, i -> enter(store))).isEqualTo(1);
                assertThat(usual(proxy, 20, i -> store.prove(keys.get(i), Duration.ZERO)))
                        .isEqualTo(1);
                assertThat(usual(proxy, 20, i -> store.release(keys.get(i)))).isEqualTo(1);
                assertThat(usual(proxy, 5, i -> store.renew(batch, TERM))).isBetween(1, 2);
            }
        }
    }

    /** Round trips of most tries: only a connection that has rested is asked first whether it is alive. */
    private static int usual(TcpProxy proxy, int tries, java.util.function.IntFunction<?> operation) {
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < tries; i++) {
            int before = proxy.roundTrips();
            operation.apply(i);
            counts.add(proxy.roundTrips() - before);
        }
        Collections.sort(counts);
        return counts.get(tries / 2);
    }

    @Test
    default void anAccountThatMayMakeNoTableIsToldTheStatementsAndNeedsNoMoreThanTheTable() {
        try (TestDatabase fresh = another()) {
            JdbcSettings powerless = fresh.powerless();
            assertThatThrownBy(() -> JdbcLeaseStore.open(powerless, PATIENCE, System::nanoTime))
                    .isInstanceOf(LeaseStoreException.class)
                    .hasMessageContaining("CREATE TABLE maildrop_lease")
                    .hasMessageNotContaining(powerless.password());
            fresh.inside(Dialect.of(powerless.engine()).schema().toArray(String[]::new));
            fresh.allowToUseTheTable();
            try (LeaseStore store = JdbcLeaseStore.open(powerless, PATIENCE, System::nanoTime)) {
                LeaseKey key = enter(store);
                assertThat(store.renew(List.of(new Renewal(key, Duration.ZERO)), TERM))
                        .isEmpty();
                assertThat(store.release(key)).isTrue();
            }
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Another corner of the same engine. */
    TestDatabase another();

    @Test
    default void aWrongPasswordAndAnUnknownDatabaseStopTheStart() {
        String url = settings().url();
        assertThatThrownBy(() -> JdbcLeaseStore.open(
                        new JdbcSettings(url.replaceAll("/\\w+\\?", "/there_is_no_such_database?"), "", "", 1),
                        PATIENCE,
                        System::nanoTime))
                .isInstanceOf(LeaseStoreException.class)
                .hasMessageContaining("there_is_no_such_database");
        String nobody = url.replaceAll("user=\\w+", "user=there_is_no_such_user");
        assertThatThrownBy(() -> JdbcLeaseStore.open(new JdbcSettings(nobody, "", "", 1), PATIENCE, System::nanoTime))
                .isInstanceOf(LeaseStoreException.class)
                .hasMessageContaining("there_is_no_such_user");
    }

    @Test
    default void manyNodesThatStartAtOnceMakeOneTable() throws Exception {
        try (TestDatabase fresh = another()) {
            var pool = java.util.concurrent.Executors.newFixedThreadPool(8);
            try {
                List<Callable<LeaseStore>> nodes =
                        Collections.nCopies(8, () -> JdbcLeaseStore.open(fresh.settings(), PATIENCE, System::nanoTime));
                for (var node : pool.invokeAll(nodes)) {
                    try (LeaseStore store = node.get()) {
                        assertThat(store.prove(enter(store), Duration.ZERO)).isTrue();
                    }
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }
}
