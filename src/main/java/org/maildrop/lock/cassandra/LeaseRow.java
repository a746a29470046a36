/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.snapshot.Owner;

/**
 * What Cassandra told of a maildrop, and when. Without a row nobody has had it within a day.
 *
 * @param token of the last grant
 * @param expires in 1970 after a release
 * @param seen on the clock of the node that answered
 */
record LeaseRow(
        @Nullable Row row, @Nullable Long token, @Nullable Instant expires, Instant seen) {
    static final String COLUMNS =
            "owner, fencing_token, attempt, node, session, remote_address, since, active, expires,"
                    + " toTimestamp(now()) AS seen";

    static LeaseRow of(Row row) {
        // A token that is missing has outlived its day; so have the others.
        Long token = row.get("fencing_token", Long.class);
        return token == null ? none(seen(row)) : new LeaseRow(row, token, row.getInstant("expires"), seen(row));
    }

    static LeaseRow none(Instant seen) {
        return new LeaseRow(null, null, null, seen);
    }

    static Instant seen(Row row) {
        return Objects.requireNonNull(row.getInstant("seen"));
    }

    boolean isHeld() {
        return expires != null && expires.isAfter(seen);
    }

    boolean isOf(FencingToken other) {
        return token != null && token == other.value();
    }

    /** Whether it is this lease, and its holder has told of no activity since. */
    boolean isStill(HeldLease before) {
        return isOf(before.key().token()) && !held().lastActivity().isAfter(before.lastActivity());
    }

    boolean isOf(UUID attempt) {
        return row != null && attempt.equals(row.getUuid("attempt"));
    }

    /**
     * The clock's microseconds, or the last token and one where that is more: so that tokens grow though nodes' clocks
     * differ, and though the row is forgotten.
     */
    FencingToken next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, seen);
        return new FencingToken(token == null ? now : Math.max(now, token + 1));
    }

    /** The condition of a grant: its last two parameters. */
    BoundStatement unchanged(BoundStatement grant) {
        int first = grant.size() - 2;
        return token == null || expires == null
                ? grant.setToNull(first).setToNull(first + 1)
                : grant.setLong(first, token).setInstant(first + 1, expires);
    }

    /** Of a row that is held. */
    HeldLease held() {
        Row told = Objects.requireNonNull(row);
        Holder holder = new Holder(
                text(told, "node"),
                text(told, "session"),
                text(told, "remote_address"),
                Objects.requireNonNull(told.getInstant("since")));
        LeaseKey key = new LeaseKey(new Owner(text(told, "owner")), new FencingToken(Objects.requireNonNull(token)));
        return new HeldLease(
                key, holder, Objects.requireNonNull(told.getInstant("active")), Objects.requireNonNull(expires), seen);
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column));
    }
}
