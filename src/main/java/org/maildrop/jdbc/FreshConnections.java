/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** A new connection for each question, for a command that asks one or two, and has no pool's class path. */
record FreshConnections(DriverSource source, Optional<String> sessionLimits) implements Connections {
    FreshConnections(JdbcSettings settings, Duration answer, DriverSource source) {
        this(source, settings.engine().sessionLimits(answer));
    }

    @Override
    public Connection take() throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            if (sessionLimits.isPresent()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sessionLimits.get());
                }
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void renew() {
        // None is kept.
    }

    @Override
    public void close() {
        // None is kept.
    }
}
