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
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.snapshot.Owner;

/**
 * An attempt at a maildrop.
 *
 * @param replaced the lease that may be ended by it
 * @param attempt a random number, so that the row tells whose attempt was granted
 */
record Wish(Owner owner, Replaced replaced, long attempt, Holder holder, Duration term) {
    /** A lease as it was seen: with another token, or later activity, it is another one, or in use again. */
    record Replaced(long token, long active) {
        /** No lease: less than every token. */
        static final Replaced NONE = new Replaced(0, 0);

        static Replaced by(HeldLease seen) {
            return new Replaced(seen.key().token().value(), Micros.of(seen.lastActivity()));
        }

        /** Sets two parameters from this one on: token, active_us. The next one's index. */
        int bind(PreparedStatement statement, int first) throws SQLException {
            statement.setLong(first, token);
            statement.setLong(first + 1, active);
            return first + 2;
        }
    }

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
