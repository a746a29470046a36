/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CassandraProcessTest {
    private static final SimpleStatement QUESTION = SimpleStatement.newInstance(
                    "SELECT v FROM cassandra_process.t WHERE k = 'a'")
            .setIdempotent(true);

    /** Generous, as other programs may want the machine. */
    private static final DriverConfigLoader PATIENT = DriverConfigLoader.programmaticBuilder()
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
            .build();

    private static CqlSession session(CassandraProcess cassandra) {
        return CqlSession.builder()
                .addContactPoint(cassandra.address())
                .withLocalDatacenter(CassandraProcess.DATACENTER)
                .withConfigLoader(PATIENT)
                .build();
    }

    @Test
    void answersAgainAfterItWasFrozenAndAfterItWasKilled() {
        CassandraProcess cassandra = CassandraProcess.shared();
        try (CqlSession session = session(cassandra)) {
            session.execute("CREATE KEYSPACE cassandra_process WITH replication ="
                    + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE cassandra_process.t (k text PRIMARY KEY, v int)");
            session.execute("INSERT INTO cassandra_process.t (k, v) VALUES ('a', 1) IF NOT EXISTS");

            cassandra.freeze();
            assertThatExceptionOfType(DriverTimeoutException.class)
                    .isThrownBy(() -> session.execute(QUESTION.setTimeout(Duration.ofSeconds(1))));
            cassandra.thaw();
            assertThat(session.execute(QUESTION).one().getInt("v")).isEqualTo(1);

            cassandra.kill();
            assertThatExceptionOfType(AllNodesFailedException.class).isThrownBy(() -> session.execute(QUESTION));
        }
        cassandra.restart();
        try (CqlSession session = session(cassandra)) {
            assertThat(session.execute(QUESTION).one().getInt("v")).isEqualTo(1);
        }
    }
}
