/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.RoundTripsContract;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TcpProxy;
import org.maildrop.testing.TestDatabase;

class PostgreSqlLeaseStoreTest implements NetworkContract, RoundTripsContract {
    private static final Owner BOB = new Owner("bob@example.org");
    private static final Holder HOLDER = new Holder("node", "session", "192.0.2.7", Instant.EPOCH);

    private static TestDatabase database;
    private static JdbcLeaseStore store;

    @BeforeAll
    static void open() {
        database = corner();
        store = JdbcLeaseStore.open(database.settings(), PATIENCE, System::nanoTime);
    }

    @AfterAll
    static void close() throws SQLException {
        if (store != null) {
            store.close();
            database.close();
        }
    }

    private static TestDatabase corner() {
        return TestDatabase.postgreSql("maildrop_lease");
    }

    @Override
    public JdbcLeaseStore store() {
        return store;
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public TestDatabase another() {
        return corner();
    }

    @Override
    public int usualPort() {
        return 5432;
    }

    @Override
    public TcpProxy wire() {
        return database.proxy(usualPort());
    }

    @Override
    public LeaseStore across(TcpProxy wire) {
        return JdbcLeaseStore.open(database.settings(wire).withPoolSize(1), PATIENCE, System::nanoTime);
    }

    @Override
    public int roundTripsOfALargeRenewal() {
        return 10;
    }

    /** As one that has become a replica does: new connections lead elsewhere, those in the pool live on. */
    @Test
    void aConnectionThatMayOnlyReadIsNotUsedAgain() throws SQLException {
        try (TestDatabase fresh = another()) {
            JdbcSettings account = fresh.powerless();
            fresh.inside(Dialect.of(account.engine()).schema().toArray(String[]::new));
            fresh.allowToUseTheTable();
            fresh.inside("ALTER ROLE " + account.user() + " SET default_transaction_read_only = on");
            try (JdbcLeaseStore node = JdbcLeaseStore.open(account, PATIENCE, System::nanoTime)) {
                assertThatThrownBy(() -> node.acquire(BOB, HOLDER, TERM)).isInstanceOf(LeaseStoreException.class);
                fresh.inside("ALTER ROLE " + account.user() + " RESET default_transaction_read_only");
                assertThat(node.acquire(BOB, HOLDER, TERM)).isInstanceOf(Attempt.Granted.class);
            }
        }
    }

    @Test
    void tokensGrowAcrossAVacuumOfTheTable() {
        Owner owner = new Owner("vacuumed@example.org");
        Attempt.Granted before = (Attempt.Granted) store.acquire(owner, HOLDER, Duration.ofSeconds(60));
        store.release(new LeaseKey(owner, before.token()));
        database.inside("VACUUM FULL maildrop_lease");
        Attempt.Granted after = (Attempt.Granted) store.acquire(owner, HOLDER, Duration.ofSeconds(60));
        assertThat(after.token()).isGreaterThan(before.token());
    }
}
