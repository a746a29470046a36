/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.maildrop.lock.Holder;
import org.maildrop.snapshot.Owner;

/**
 * An attempt at a maildrop.
 *
 * @param replaced the token of the lease that may be ended by it; {@link #NONE} for an attempt that ends no lease
 * @param attempt a random number, so that the row tells whose attempt was granted
 */
record Wish(Owner owner, long replaced, long attempt, Holder holder, Duration term) {
    /** Less than every token. */
    static final long NONE = 0;

    /** Sets the parameters from this one on: attempt, node, session, remote_address, since_us. The next one's index. */
    int bindHolder(PreparedStatement statement, int first) throws SQLException {
        int index = first;
        statement.setLong(index++, attempt);
        statement.setString(index++, holder.node());
        statement.setString(index++, holder.session());
        statement.setString(index++, holder.remoteAddress());
        statement.setLong(index++, Micros.of(holder.since()));
        return index;
    }
}
