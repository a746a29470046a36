/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A small pool of connections that live on, for a server. */
final class Pool implements Connections {
    /** How long to wait for a connection of the pool, in milliseconds. */
    private static final long CONNECTION_LIMIT = 1_000;

    /** How long a pooled connection may take to show that it is alive, in milliseconds. */
    private static final long ALIVE_LIMIT = 500;

    private final HikariDataSource pool;

    Pool(String name, JdbcSettings settings, Duration answer, DriverSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(settings.poolSize());
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECTION_LIMIT);
        config.setValidationTimeout(ALIVE_LIMIT);
        // A stricter default of the database would fail statements that this one lets wait for a row.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        settings.engine().sessionLimits(answer).ifPresent(config::setConnectionInitSql);
        this.pool = new HikariDataSource(config);
    }

    @Override
    public Connection take() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void renew() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        pool.close();
    }
}
