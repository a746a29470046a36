/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.Module;
import org.maildrop.config.LeaseStoreChoice;

/** One module a lease store; which one is known before anything is injected. */
final class LeaseModules {
    private LeaseModules() {}

    static Module of(LeaseStoreChoice choice) {
        return choice.fold(
                jvm -> new JvmLeaseModule(),
                jdbc -> new JdbcLeaseModule(jdbc.settings()),
                redis -> new RedisLeaseModule(redis.settings()),
                cassandra -> new CassandraLeaseModule());
    }
}
