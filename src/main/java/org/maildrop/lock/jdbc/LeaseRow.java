/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;

/**
 * A row of the table as the engine saw it.
 *
 * @param attempt the number that the attempt which was granted had drawn; by it an attempt knows its own grant
 */
record LeaseRow(long attempt, HeldLease held) {
    static final String TABLE = "maildrop_lease";

    /** What a grant writes besides the owner. The order is told in {@link Dialect#grant}. */
    static final List<String> GRANTED =
            List.of("attempt", "token", "node", "session", "remote_address", "since_us", "active_us", "expires_us");

    static final String COLUMNS = "owner, " + String.join(", ", GRANTED);

    /** Of a result set that has {@link #COLUMNS}, and in {@code now_us} the moment at which they were seen. */
    static LeaseRow read(ResultSet row, Dialect dialect) throws SQLException {
        LeaseKey key = new LeaseKey(dialect.owner(row.getString("owner")), new FencingToken(row.getLong("token")));
        Holder holder = new Holder(
                row.getString("node"),
                row.getString("session"),
                row.getString("remote_address"),
                Micros.instant(row.getLong("since_us")));
        return new LeaseRow(
                row.getLong("attempt"),
                new HeldLease(
                        key,
                        holder,
                        Micros.instant(row.getLong("active_us")),
                        Micros.instant(row.getLong("expires_us")),
                        Micros.instant(row.getLong("now_us"))));
    }
}
