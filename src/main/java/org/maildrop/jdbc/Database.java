/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * A database within its time limits, and the table behind it. One that is away is noticed with each question anew, so that
 * nothing has to be started again when it is back. Thread-safe.
 */
public final class Database implements AutoCloseable {
    /** Of PostgreSQL, and of the standard: the engine has ended one of two statements that waited for each other. */
    private static final Set<String> DEADLOCKS = Set.of("40P01", "40001");

    /** ER_OPTION_PREVENTS_STATEMENT, of {@code read_only}, and ER_READ_ONLY_MODE. No other engine counts so far. */
    private static final Set<Integer> MARIADB_READ_ONLY = Set.of(1290, 1836);

    private static final int TRIES = 3;

    private final String url;
    private final Purpose purpose;
    private final Connections connections;
    private volatile boolean prepared;

    private Database(JdbcSettings settings, Purpose purpose, Connections connections, boolean prepared) {
        this.url = settings.shownUrl();
        this.purpose = purpose;
        this.connections = connections;
        this.prepared = prepared;
    }

    /**
     * Connects and makes the table if it is missing. A database that is away stops nobody: it is tried again with the
     * first question. One that refuses the account, or lacks the table and the right to make it, is a matter for the
     * administrator: the purpose's exception.
     *
     * @param answer how long an engine may take to answer. PostgreSQL's driver counts in whole seconds, and one at the
     *     least
     */
    public static Database open(JdbcSettings settings, Duration answer, Purpose purpose) {
        DriverSource source = DriverSource.of(settings, answer, purpose);
        boolean prepared = prepare(settings, source, purpose);
        return new Database(settings, purpose, new Pool(purpose.pool(), settings, answer, source), prepared);
    }

    /** As {@link #open}, but without a pool, and with the first connection at the first question. */
    public static Database withoutPool(JdbcSettings settings, Duration answer, Purpose purpose) {
        DriverSource source = DriverSource.of(settings, answer, purpose);
        return new Database(settings, purpose, new FreshConnections(settings, answer, source), false);
    }

    /** Whether the table was found, or made, so far. */
    public boolean isPrepared() {
        return prepared;
    }

    /** By a connection of its own: unlike the pool it waits for an engine that has to start first, and says what is wrong. */
    private static boolean prepare(JdbcSettings settings, DriverSource source, Purpose purpose) {
        try (Connection connection = source.getConnection()) {
            purpose.table().prepare(connection, purpose);
            return true;
        } catch (SQLException e) {
            if (isForTheAdministrator(e)) {
                throw trouble(purpose, settings.shownUrl(), e);
            }
            purpose.away().accept(settings.shownUrl(), e);
            return false;
        }
    }

    /** What is asked of one connection. It may be asked again, if the engine has undone the first try. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks, or throws the purpose's exception. */
    public <T> T ask(Question<T> question) {
        try {
            prepare();
            return answer(question);
        } catch (SQLException e) {
            throw trouble(purpose, url, e);
        }
    }

    private <T> T answer(Question<T> question) throws SQLException {
        for (int tries = 1; true; tries++) {
            try (Connection connection = connections.take()) {
                return question.ask(connection);
            } catch (SQLException e) {
                if (isReadOnly(e)) {
                    // A name or an address that moves with the primary means another one by now.
                    connections.renew();
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
            try (Connection connection = connections.take()) {
                purpose.table().prepare(connection, purpose);
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
    private static RuntimeException trouble(Purpose purpose, String url, SQLException e) {
        String cause = e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
        return purpose.trouble().apply(purpose.what() + " at " + url + ": " + e.getMessage() + cause, e);
    }

    @Override
    public void close() {
        connections.close();
    }
}
