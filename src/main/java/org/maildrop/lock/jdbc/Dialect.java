/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.maildrop.jdbc.Engine;
import org.maildrop.jdbc.Table;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;

/** Where the engines' ways part. What they have in common is in {@link JdbcLeaseStore}. */
sealed interface Dialect permits PostgreSqlDialect, MariaDbDialect, DerbyDialect {
    static Dialect of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> new PostgreSqlDialect();
            case MARIADB -> new MariaDbDialect();
            case DERBY -> new DerbyDialect();
        };
    }

    Engine engine();

    /** Statements that make the table and what belongs to it. */
    List<String> schema();

    /** The engine's clock. */
    String now();

    default Table table() {
        String probe = "SELECT " + LeaseRow.COLUMNS + ", " + now() + " FROM " + LeaseRow.TABLE + " WHERE owner = ''";
        return new Table(LeaseRow.TABLE, probe, schema());
    }

    /** How an owner is written in the table: such that the engine takes two names for one only if they are equal. */
    default String stored(Owner owner) {
        return engine().stored(owner.name());
    }

    /** The owner that is written so. */
    default Owner owner(String stored) {
        return new Owner(engine().name(stored));
    }

    /**
     * Grants the wish if the maildrop is free or its lease is the one that may be replaced, in one atomic step; and
     * returns the row as that step left it, the wish's or another's.
     */
    LeaseRow grant(Connection connection, Wish wish) throws SQLException;

    /** Renews what is valid, each lease in one atomic step, and returns the keys of these. */
    Set<LeaseKey> renew(Connection connection, List<Renewal> leases, Duration term) throws SQLException;
}
