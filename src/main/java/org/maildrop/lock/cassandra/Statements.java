/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.maildrop.lock.LeaseStoreException;

/**
 * The table of leases, and what is said to it.
 *
 * @param now the clock of whichever node is asked
 * @param grant if the row is still as it was seen
 * @param renew if the lease is valid, and neither its activity nor its expiry would move back
 * @param release likewise; the row is forgotten after a day, of which nothing is left but tokens that the clock has passed
 */
record Statements(
        PreparedStatement now,
        PreparedStatement find,
        PreparedStatement list,
        PreparedStatement grant,
        PreparedStatement renew,
        PreparedStatement release) {
    /** Cassandra keeps what it must remember of transactions as long as tombstones, and no shorter than three hours. */
    static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS maildrop_lease (
              owner text PRIMARY KEY,
              fencing_token bigint,
              attempt uuid,
              node text,
              session text,
              remote_address text,
              since timestamp,
              active timestamp,
              expires timestamp
            ) WITH gc_grace_seconds = 10800""";

    private static final String NOW = "SELECT toTimestamp(now()) AS seen FROM system.local";
    private static final String SELECT = "SELECT " + LeaseRow.COLUMNS + " FROM maildrop_lease";
    static final String PROBE = SELECT + " WHERE owner = '-'";
    private static final String FIND = SELECT + " WHERE owner = ?";
    private static final String LIST = SELECT + " WHERE expires > toTimestamp(now()) ALLOW FILTERING";

    private static final String GRANT = """
            UPDATE maildrop_lease
            SET fencing_token = ?, attempt = ?, node = ?, session = ?, remote_address = ?, since = ?, active = ?, expires = ?
            WHERE owner = ? IF fencing_token = ? AND expires = ?""";

    private static final String IF_VALID = " WHERE owner = ? IF fencing_token = ? AND expires > toTimestamp(now())";

    private static final String RENEW =
            "UPDATE maildrop_lease SET active = ?, expires = ?" + IF_VALID + " AND active <= ? AND expires <= ?";

    /** Values and no nulls, each of which would be a tombstone. */
    private static final String RELEASE = """
            UPDATE maildrop_lease USING TTL 86400
            SET fencing_token = ?, attempt = 00000000-0000-0000-0000-000000000000, node = '', session = '',
            remote_address = '', since = 0, active = 0, expires = 0""" + IF_VALID;

    static Statements prepare(CqlSession session, Deadline deadline) {
        Consistency consistency = Consistency.of(session);
        return new Statements(
                prepare(session, deadline, consistency.read(NOW)),
                prepare(session, deadline, consistency.read(FIND)),
                prepare(session, deadline, consistency.read(LIST)),
                prepare(session, deadline, consistency.transaction(GRANT)),
                prepare(session, deadline, consistency.transaction(RENEW)),
                prepare(session, deadline, consistency.transaction(RELEASE)));
    }

    /** Waits by itself: the driver takes a time limit for what is carried out, and none for what is prepared. */
    private static PreparedStatement prepare(CqlSession session, Deadline deadline, SimpleStatement statement) {
        try {
            return session.prepareAsync(statement)
                    .toCompletableFuture()
                    .get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DriverException told
                    ? told
                    : new LeaseStoreException("the lock store in Cassandra could not prepare a statement", e);
        } catch (TimeoutException e) {
            throw new LeaseStoreException("the lock store in Cassandra did not prepare a statement in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeaseStoreException("preparing a statement was interrupted", e);
        }
    }
}
