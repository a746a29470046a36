/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.RoundTripsContract;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TcpProxy;
import org.maildrop.testing.TestDatabase;

class MariaDbLeaseStoreTest implements NetworkContract, RoundTripsContract {
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
        return TestDatabase.mariaDb("maildrop_lease");
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
        return 3306;
    }

    @Override
    public TcpProxy wire() {
        return database.proxy(usualPort());
    }

    @Override
    public LeaseStore across(TcpProxy wire) {
        return JdbcLeaseStore.open(database.settings(wire).withPoolSize(1), PATIENCE, System::nanoTime);
    }

    /** Its renewals are two statements. */
    @Override
    public int roundTripsOfAProof() {
        return 3;
    }

    @Override
    public int roundTripsOfALargeRenewal() {
        return 20;
    }

    @Test
    void tokensGrowAcrossAnOptimizationOfTheTable() {
        Owner owner = new Owner("optimized@example.org");
        Holder holder = new Holder("node", "session", "192.0.2.7", Instant.EPOCH);
        Attempt.Granted before = (Attempt.Granted) store.acquire(owner, holder, Duration.ofSeconds(60));
        store.release(new LeaseKey(owner, before.token()));
        database.inside("OPTIMIZE TABLE maildrop_lease", "SELECT 1");
        Attempt.Granted after = (Attempt.Granted) store.acquire(owner, holder, Duration.ofSeconds(60));
        assertThat(after.token()).isGreaterThan(before.token());
    }
}
