/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.maildrop.jdbc.Engine;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.Renewal;

/**
 * Derby 10.14 and later, embedded: for one server that wants its leases where its mail is. It has neither an upsert nor
 * a clock without a time zone; two functions of the JDK, known to the database by name, are its clock and its maximum.
 */
final class DerbyDialect implements Dialect {
    private static final String NOW = "(maildrop_millis() * 1000)";
    private static final String DUPLICATE_KEY = "23505";

    private static final String TAKE = """
            UPDATE maildrop_lease
            SET attempt = ?, node = ?, session = ?, remote_address = ?, since_us = ?,
              active_us = %1$s, token = maildrop_greater(token + 1, %1$s), expires_us = %1$s + ?
            WHERE owner = ? AND (expires_us <= %1$s OR (token = ? AND active_us <= ?))""".formatted(NOW);

    private static final String INSERT = """
            INSERT INTO maildrop_lease
              (attempt, node, session, remote_address, since_us, active_us, token, expires_us, owner)
            VALUES (?, ?, ?, ?, ?, %1$s, %1$s, %1$s + ?, ?)""".formatted(NOW);

    private static final String SELECT = "SELECT " + LeaseRow.COLUMNS + ", " + NOW
            + " AS now_us FROM maildrop_lease WHERE owner = ? AND (expires_us > " + NOW + " OR attempt = ?)";

    private static final String RENEW = """
            UPDATE maildrop_lease
            SET active_us = maildrop_greater(active_us, %1$s - ?), expires_us = maildrop_greater(expires_us, %1$s + ?)
            WHERE owner = ? AND token = ? AND expires_us > %1$s""".formatted(NOW);

    @Override
    public Engine engine() {
        return Engine.DERBY;
    }

    @Override
    public List<String> schema() {
        return List.of("""
                CREATE FUNCTION maildrop_millis() RETURNS BIGINT
                LANGUAGE JAVA PARAMETER STYLE JAVA NO SQL EXTERNAL NAME 'java.lang.System.currentTimeMillis'""", """
                CREATE FUNCTION maildrop_greater(a BIGINT, b BIGINT) RETURNS BIGINT
                LANGUAGE JAVA PARAMETER STYLE JAVA NO SQL EXTERNAL NAME 'java.lang.Math.max'""", """
                CREATE TABLE maildrop_lease (
                  owner VARCHAR(320) NOT NULL PRIMARY KEY,
                  token BIGINT NOT NULL,
                  attempt BIGINT NOT NULL,
                  node VARCHAR(320) NOT NULL,
                  session VARCHAR(320) NOT NULL,
                  remote_address VARCHAR(320) NOT NULL,
                  since_us BIGINT NOT NULL,
                  active_us BIGINT NOT NULL,
                  expires_us BIGINT NOT NULL
                )""");
    }

    @Override
    public String now() {
        return NOW;
    }

    /**
     * One of two atomic steps grants: the update of a row, or the insert of the first. Then the row is read; if that
     * finds no lease, the one in the way has ended meanwhile.
     */
    @Override
    public LeaseRow grant(Connection connection, Wish wish) throws SQLException {
        Optional<LeaseRow> row = Optional.empty();
        while (row.isEmpty()) {
            if (!took(connection, wish)) {
                insert(connection, wish);
            }
            row = select(connection, wish);
        }
        return row.get();
    }

    private boolean took(Connection connection, Wish wish) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            int next = wish.bindHolder(statement, 1);
            statement.setLong(next, Micros.of(wish.term()));
            statement.setString(next + 1, stored(wish.owner()));
            wish.replaced().bind(statement, next + 2);
            return statement.executeUpdate() == 1;
        }
    }

    /** Without effect if there is a row by now. */
    private void insert(Connection connection, Wish wish) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            int next = wish.bindHolder(statement, 1);
            statement.setLong(next, Micros.of(wish.term()));
            statement.setString(next + 1, stored(wish.owner()));
            statement.executeUpdate();
        } catch (SQLException e) {
            if (!DUPLICATE_KEY.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private Optional<LeaseRow> select(Connection connection, Wish wish) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setString(1, stored(wish.owner()));
            statement.setLong(2, wish.attempt());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(LeaseRow.read(rows, this)) : Optional.empty();
            }
        }
    }

    /** One update a lease, since Derby joins none; inside this process, and written to its log once a batch. */
    @Override
    public Set<LeaseKey> renew(Connection connection, List<Renewal> leases, Duration term) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
            for (Renewal lease : leases) {
                statement.setLong(1, Micros.of(lease.idle()));
                statement.setLong(2, Micros.of(term));
                statement.setString(3, stored(lease.key().owner()));
                statement.setLong(4, lease.key().token().value());
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            connection.commit();
            return renewed(leases, counts);
        }
    }

    private static Set<LeaseKey> renewed(List<Renewal> leases, int[] counts) {
        Set<LeaseKey> renewed = new HashSet<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                renewed.add(leases.get(i).key());
            }
        }
        return renewed;
    }
}
