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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;

/** Where the engines' ways part. What they have in common is in {@link JdbcLeaseStore}. */
sealed interface Dialect permits PostgreSqlDialect, MariaDbDialect, DerbyDialect {
    private static List<Dialect> all() {
        return List.of(new PostgreSqlDialect(), new MariaDbDialect(), new DerbyDialect());
    }

    static Optional<Dialect> of(String url) {
        return all().stream()
                .filter(dialect -> url.startsWith(dialect.prefix()))
                .findFirst();
    }

    static String known() {
        return all().stream().map(Dialect::prefix).collect(Collectors.joining(", "));
    }

    /** How its URLs begin. */
    String prefix();

    /** The name of the driver's class. A name and no type: the class may be missing until somebody brings it. */
    String driver();

    /** What to do when it is missing. */
    String whereTheDriverIs();

    /** The driver's settings that keep a connection attempt within a second, and an answer within this limit. */
    Map<String, String> limits(Duration answer);

    /** What has the engine give up a statement before we give up the engine, sent once a connection. */
    Optional<String> sessionLimits(Duration answer);

    /** Statements that make the table and what belongs to it. */
    List<String> schema();

    /** The engine's clock. */
    String now();

    /** How an owner is written in the table: such that the engine takes two names for one only if they are equal. */
    default String stored(Owner owner) {
        return owner.name();
    }

    /** The owner that is written so. */
    default Owner owner(String stored) {
        return new Owner(stored);
    }

    /**
     * Grants the wish if the maildrop is free or its lease is the one that may be replaced, in one atomic step; and
     * returns the row as that step left it, the wish's or another's.
     */
    LeaseRow grant(Connection connection, Wish wish) throws SQLException;

    /** Renews what is valid, each lease in one atomic step, and returns the keys of these. */
    Set<LeaseKey> renew(Connection connection, List<Renewal> leases, Duration term) throws SQLException;
}
