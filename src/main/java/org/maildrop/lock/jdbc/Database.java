/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.maildrop.lock.LeaseStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small pool of connections, each within its time limits, and the table behind them. A database that is away is
 * noticed with each question anew, so that nothing has to be started again when it is back. Thread-safe.
 */
final class Database implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.lock");

    /** How long to wait for a connection of the pool, in milliseconds. */
    private static final long CONNECTION_LIMIT = 1_000;

    /** How long a pooled connection may take to show that it is alive, in milliseconds. */
    private static final long ALIVE_LIMIT = 500;

    /** Of PostgreSQL, and of the standard: the engine has ended one of two statements that waited for each other. */
    private static final Set<String> DEADLOCKS = Set.of("40P01", "40001");

    /** ER_OPTION_PREVENTS_STATEMENT, of {@code read_only}, and ER_READ_ONLY_MODE. No other engine counts so far. */
    private static final Set<Integer> MARIADB_READ_ONLY = Set.of(1290, 1836);

    private static final int TRIES = 3;

    private final String url;
    private final Schema schema;
    private final HikariDataSource pool;
    private volatile boolean prepared;

    private Database(JdbcSettings settings, Duration answer, DriverSource source, boolean prepared) {
        this.url = settings.shownUrl();
        this.schema = new Schema(settings.dialect());
        this.pool = new HikariDataSource(pool(settings, answer, source));
        this.prepared = prepared;
    }

    /**
     * Connects and makes the table if it is missing. A database that is away stops nobody: it is tried again with the
     * first question. One that refuses the account, or lacks the table and the right to make it, is a matter for the
     * administrator: {@link LeaseStoreException}.
     */
    static Database open(JdbcSettings settings, Duration answer) {
        DriverSource source = DriverSource.of(settings, answer);
        return new Database(settings, answer, source, prepare(settings, source));
    }

    /** By a connection of its own: unlike the pool it waits for an engine that has to start first, and says what is wrong. */
    private static boolean prepare(JdbcSettings settings, DriverSource source) {
        try (Connection connection = source.getConnection()) {
            new Schema(settings.dialect()).prepare(connection);
            return true;
        } catch (SQLException e) {
            if (isForTheAdministrator(e)) {
                throw trouble(settings.shownUrl(), e);
            }
            LOGGER.warn("the lock store at {} is away: logins are refused until it is back", settings.shownUrl(), e);
            return false;
        }
    }

    private static HikariConfig pool(JdbcSettings settings, Duration answer, DriverSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("maildrop-lock");
        config.setDataSource(source);
        config.setMaximumPoolSize(settings.poolSize());
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECTION_LIMIT);
        config.setValidationTimeout(ALIVE_LIMIT);
        // A stricter default of the database would fail statements that this one lets wait for a row.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        settings.dialect().sessionLimits(answer).ifPresent(config::setConnectionInitSql);
        return config;
    }

    /** What is asked of one connection. It may be asked again, if the engine has undone the first try. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks, or throws a {@link LeaseStoreException}. */
    <T> T ask(Question<T> question) {
        try {
            prepare();
            return answer(question);
        } catch (SQLException e) {
            throw trouble(url, e);
        }
    }

    private <T> T answer(Question<T> question) throws SQLException {
        for (int tries = 1; true; tries++) {
            try (Connection connection = pool.getConnection()) {
                return question.ask(connection);
            } catch (SQLException e) {
                if (isReadOnly(e)) {
                    // A name or an address that moves with the primary means another one by now.
                    pool.getHikariPoolMXBean().softEvictConnections();
                }
                if (tries == TRIES || !isDeadlock(e)) {
                    throw e;
                }
            }
        }
    }

    /** The engine has become a replica, or is about to: its connections live on, and are of no use. */
    static boolean isReadOnly(SQLException e) {
        return "25006".equals(e.getSQLState()) || MARIADB_READ_ONLY.contains(e.getErrorCode());
    }

    private void prepare() throws SQLException {
        if (!prepared) {
            try (Connection connection = pool.getConnection()) {
                schema.prepare(connection);
            }
            prepared = true;
        }
    }

    private static boolean isDeadlock(SQLException e) {
        return DEADLOCKS.contains(String.valueOf(e.getSQLState()));
    }

    /** An unknown account, an unknown database, a URL that the driver does not take. */
    private static boolean isForTheAdministrator(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("28") || state.startsWith("3D") || state.startsWith("42");
    }

    /** With the cause's text too: the pool's own says no more than that it has no connection. */
    private static LeaseStoreException trouble(String url, SQLException e) {
        String cause = e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
        return new LeaseStoreException("the lock store at " + url + ": " + e.getMessage() + cause, e);
    }

    @Override
    public void close() {
        pool.close();
    }
}
