/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.maildrop.testing.CassandraProcess;

/** A keyspace of a test's own, and a session in it, such as James holds. */
final class TestKeyspace implements AutoCloseable {
    /** For an answer; long, because other programs may want the machine. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Small, so that a list has more than one. */
    static final int PAGE = 10;

    private final InetSocketAddress contact;
    private final String name = "maildrop_" + UUID.randomUUID().toString().replace('-', '_');
    private final CqlSession session;

    TestKeyspace(InetSocketAddress contact) {
        this.contact = contact;
        try (CqlSession admin = connect(contact, null)) {
            admin.execute("CREATE KEYSPACE " + name
                    + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        }
        this.session = connect();
    }

    private static CqlSession connect(InetSocketAddress contact, String keyspace) {
        return CqlSession.builder()
                .addContactPoint(contact)
                .withLocalDatacenter(CassandraProcess.DATACENTER)
                .withKeyspace(keyspace)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                        .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, PAGE)
                        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(100))
                        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(1))
                        .build())
                .build();
    }

    /** One more session. */
    CqlSession connect() {
        return connect(contact, name);
    }

    CqlSession session() {
        return session;
    }

    CassandraLeaseStore store() {
        return CassandraLeaseStore.open(session, PATIENCE, System::nanoTime);
    }

    /** Sets all leases back, so that it is as if time had passed. */
    void advance(Duration span) {
        for (Row row : session.execute("SELECT owner, active, expires FROM maildrop_lease")) {
            session.execute(
                    "UPDATE maildrop_lease SET active = ?, expires = ? WHERE owner = ? IF expires = ?",
                    earlier(row, "active", span),
                    earlier(row, "expires", span),
                    row.getString("owner"),
                    row.getInstant("expires"));
        }
    }

    private static Instant earlier(Row row, String column, Duration span) {
        return row.getInstant(column).minus(span);
    }

    @Override
    public void close() {
        session.execute("DROP KEYSPACE " + name);
        session.close();
    }
}
