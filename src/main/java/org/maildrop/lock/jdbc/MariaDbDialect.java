/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.maildrop.jdbc.Engine;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.Renewal;

/** MariaDB 10.5 and later, which returns the row that it has inserted. MySQL does not. */
final class MariaDbDialect implements Dialect {
    /** Fixed when the statement begins, and the one clock there that has no time zone. */
    private static final String NOW = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))";

    /**
     * Assignments are made from left to right and see each other. So the first one decides: the attempt's number is
     * written if the maildrop is free, and the others follow it.
     */
    private static final String GRANT = """
            INSERT INTO maildrop_lease
              (owner, attempt, node, session, remote_address, since_us, active_us, token, expires_us)
            VALUES (?, ?, ?, ?, ?, ?, %1$s, %1$s, %1$s + ?)
            ON DUPLICATE KEY UPDATE
              attempt = IF(
                expires_us <= VALUES(active_us) OR (token = ? AND active_us <= ?), VALUES(attempt), attempt), %2$s
            RETURNING %3$s, %1$s AS now_us""".formatted(
            NOW,
            LeaseRow.GRANTED.stream().skip(1).map(MariaDbDialect::ifGranted).collect(joining(", ")),
            LeaseRow.COLUMNS);

    private static String ifGranted(String column) {
        String granted = column.equals("token") ? "GREATEST(token + 1, VALUES(token))" : "VALUES(" + column + ")";
        return column + " = IF(attempt = VALUES(attempt), " + granted + ", " + column + ")";
    }

    @Override
    public Engine engine() {
        return Engine.MARIADB;
    }

    @Override
    public List<String> schema() {
        return List.of("""
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
                ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin""");
    }

    @Override
    public String now() {
        return NOW;
    }

    @Override
    public LeaseRow grant(Connection connection, Wish wish) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GRANT)) {
            statement.setString(1, stored(wish.owner()));
            int next = wish.bindHolder(statement, 2);
            statement.setLong(next, Micros.of(wish.term()));
            wish.replaced().bind(statement, next + 1);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return LeaseRow.read(rows, this);
            }
        }
    }

    /**
     * In two statements, since an update returns no rows. What is valid after the first has been renewed by it: a lease
     * that had expired before is never valid again, and one that was ended in between is lost indeed.
     */
    @Override
    public Set<LeaseKey> renew(Connection connection, List<Renewal> leases, Duration term) throws SQLException {
        update(connection, leases, term);
        return valid(connection, leases);
    }

    /** STRAIGHT_JOIN: from the leases asked for to their rows, never by locking through the whole table. */
    private void update(Connection connection, List<Renewal> leases, Duration term) throws SQLException {
        String sql = """
                UPDATE (WITH renewal (owner, token, idle_us) AS (VALUES %2$s) SELECT * FROM renewal) AS renewal
                STRAIGHT_JOIN maildrop_lease AS lease FORCE INDEX (PRIMARY)
                  ON lease.owner = renewal.owner COLLATE utf8mb4_nopad_bin AND lease.token = renewal.token
                SET lease.active_us = GREATEST(lease.active_us, %1$s - renewal.idle_us),
                  lease.expires_us = GREATEST(lease.expires_us, %1$s + ?)
                WHERE lease.expires_us > %1$s""".formatted(NOW, repeated("(?, ?, ?)", leases.size()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Renewal lease : leases) {
                statement.setString(index++, stored(lease.key().owner()));
                statement.setLong(index++, lease.key().token().value());
                statement.setLong(index++, Micros.of(lease.idle()));
            }
            statement.setLong(index, Micros.of(term));
            statement.executeUpdate();
        }
    }

    private Set<LeaseKey> valid(Connection connection, List<Renewal> leases) throws SQLException {
        String sql = "SELECT owner, token FROM maildrop_lease WHERE (owner, token) IN (%s) AND expires_us > %s"
                .formatted(repeated("(?, ?)", leases.size()), NOW);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Renewal lease : leases) {
                statement.setString(index++, stored(lease.key().owner()));
                statement.setLong(index++, lease.key().token().value());
            }
            Set<LeaseKey> valid = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    valid.add(new LeaseKey(owner(rows.getString(1)), new FencingToken(rows.getLong(2))));
                }
            }
            return valid;
        }
    }

    private static String repeated(String row, int times) {
        return String.join(", ", Collections.nCopies(times, row));
    }
}
