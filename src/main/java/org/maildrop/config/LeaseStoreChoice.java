/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.util.function.Function;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.lock.redis.RedisSettings;

/** Where the lock keeps its leases: one store a deployment. */
public sealed interface LeaseStoreChoice {
    /** In the memory of this server, the only one. */
    record Jvm() implements LeaseStoreChoice {
        @Override
        public <T> T fold(
                Function<Jvm, T> jvm,
                Function<Jdbc, T> jdbc,
                Function<Redis, T> redis,
                Function<Cassandra, T> cassandra) {
            return jvm.apply(this);
        }
    }

    /** In a database that all servers share. */
    record Jdbc(JdbcSettings settings) implements LeaseStoreChoice {
        @Override
        public <T> T fold(
                Function<Jvm, T> jvm,
                Function<Jdbc, T> jdbc,
                Function<Redis, T> redis,
                Function<Cassandra, T> cassandra) {
            return jdbc.apply(this);
        }
    }

    /** On a Redis that all servers share. */
    record Redis(RedisSettings settings) implements LeaseStoreChoice {
        @Override
        public <T> T fold(
                Function<Jvm, T> jvm,
                Function<Jdbc, T> jdbc,
                Function<Redis, T> redis,
                Function<Cassandra, T> cassandra) {
            return redis.apply(this);
        }
    }

    /** In the Cassandra that James has its mail in. */
    record Cassandra() implements LeaseStoreChoice {
        @Override
        public <T> T fold(
                Function<Jvm, T> jvm,
                Function<Jdbc, T> jdbc,
                Function<Redis, T> redis,
                Function<Cassandra, T> cassandra) {
            return cassandra.apply(this);
        }
    }

    /** Applies the function of the case at hand: the exhaustive switch that Java 17 lacks for types. */
    <T> T fold(
            Function<Jvm, T> jvm, Function<Jdbc, T> jdbc, Function<Redis, T> redis, Function<Cassandra, T> cassandra);
}
