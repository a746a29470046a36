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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.maildrop.jdbc.Engine;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.Renewal;

/** PostgreSQL 12 and later. */
final class PostgreSqlDialect implements Dialect {
    private static final String NOW = "(extract(epoch FROM statement_timestamp()) * 1000000)::bigint";

    /**
     * Contended at the first look, it writes nothing. If not, it tries to insert; and a conflict then always updates, if
     * only to what another has written meanwhile: only so does the one statement return that row.
     */
    private static final String GRANT = """
            WITH wish (owner, replaced, idle_since) AS (VALUES (?::text, ?::bigint, ?::bigint)),
            held AS (
              SELECT %2$s FROM maildrop_lease JOIN wish USING (owner)
              WHERE expires_us > %1$s AND (token <> replaced OR active_us > idle_since)),
            granted AS (
              INSERT INTO maildrop_lease AS lease
                (owner, attempt, node, session, remote_address, since_us, active_us, token, expires_us)
              SELECT owner, ?, ?, ?, ?, ?, %1$s, %1$s, %1$s + ? FROM wish WHERE NOT EXISTS (SELECT FROM held)
              ON CONFLICT (owner) DO UPDATE SET %3$s
              RETURNING %2$s)
            SELECT %2$s, %1$s AS now_us FROM held UNION ALL SELECT %2$s, %1$s FROM granted""".formatted(
                    NOW,
                    LeaseRow.COLUMNS,
                    LeaseRow.GRANTED.stream().map(PostgreSqlDialect::ifFree).collect(joining(", ")));

    private static final String RENEW = """
            UPDATE maildrop_lease AS lease
            SET active_us = greatest(lease.active_us, %1$s - renewal.idle_us),
              expires_us = greatest(lease.expires_us, %1$s + ?)
            FROM unnest(?, ?, ?) AS renewal (owner, token, idle_us)
            WHERE lease.owner = renewal.owner AND lease.token = renewal.token AND lease.expires_us > %1$s
            RETURNING lease.owner, lease.token""".formatted(NOW);

    private static String ifFree(String column) {
        String granted = column.equals("token") ? "greatest(lease.token + 1, excluded.token)" : "excluded." + column;
        return column
                + " = CASE WHEN lease.expires_us <= excluded.active_us"
                + " OR EXISTS (SELECT FROM wish WHERE lease.token = replaced AND lease.active_us <= idle_since) THEN "
                + granted
                + " ELSE lease." + column + " END";
    }

    @Override
    public Engine engine() {
        return Engine.POSTGRESQL;
    }

    @Override
    public List<String> schema() {
        return List.of("""
                CREATE TABLE maildrop_lease (
                  owner text PRIMARY KEY,
                  token bigint NOT NULL,
                  attempt bigint NOT NULL,
                  node text NOT NULL,
                  session text NOT NULL,
                  remote_address text NOT NULL,
                  since_us bigint NOT NULL,
                  active_us bigint NOT NULL,
                  expires_us bigint NOT NULL
                )""");
    }

    @Override
    public String now() {
        return NOW;
    }

    @Override
    public LeaseRow grant(Connection connection, Wish wish) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GRANT)) {
            statement.setString(1, stored(wish.owner()));
            int next = wish.bindHolder(statement, wish.replaced().bind(statement, 2));
            statement.setLong(next, Micros.of(wish.term()));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return LeaseRow.read(rows, this);
            }
        }
    }

    @Override
    public Set<LeaseKey> renew(Connection connection, List<Renewal> leases, Duration term) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
            statement.setLong(1, Micros.of(term));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", column(leases, lease -> stored(lease.key().owner()))));
            statement.setArray(3, connection.createArrayOf("bigint", column(leases, lease -> lease.key()
                    .token()
                    .value())));
            statement.setArray(4, connection.createArrayOf("bigint", column(leases, lease -> Micros.of(lease.idle()))));
            Set<LeaseKey> renewed = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    renewed.add(new LeaseKey(owner(rows.getString(1)), new FencingToken(rows.getLong(2))));
                }
            }
            return renewed;
        }
    }

    private static Object[] column(List<Renewal> leases, Function<Renewal, Object> value) {
        return leases.stream().map(value).toArray();
    }
}
