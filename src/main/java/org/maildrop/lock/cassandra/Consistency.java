/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;

/**
 * Who has to agree: all data centres, or the one of this server.
 *
 * @param serial of transactions, and of reads that have to see all of them
 * @param quorum of reads and commits: of the same replicas as {@code serial}
 */
record Consistency(ConsistencyLevel serial, ConsistencyLevel quorum) {
    /** In conf/cassandra-driver.conf: James's own profile for its lightweight transactions. */
    private static final String PROFILE = "LWT";

    /** As that profile says; without it all data centres, as James does then. */
    static Consistency of(CqlSession session) {
        DriverExecutionProfile profile =
                session.getContext().getConfig().getProfiles().get(PROFILE);
        String name = profile == null
                ? DefaultConsistencyLevel.SERIAL.name()
                : profile.getString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY);
        return name.equals(DefaultConsistencyLevel.LOCAL_SERIAL.name())
                ? new Consistency(ConsistencyLevel.LOCAL_SERIAL, ConsistencyLevel.LOCAL_QUORUM)
                : new Consistency(ConsistencyLevel.SERIAL, ConsistencyLevel.QUORUM);
    }

    SimpleStatement read(String cql) {
        return SimpleStatement.newInstance(cql).setConsistencyLevel(quorum).setIdempotent(true);
    }

    /** Never sent again by the driver: it could not know its own first one. */
    SimpleStatement transaction(String cql) {
        return SimpleStatement.newInstance(cql)
                .setConsistencyLevel(quorum)
                .setSerialConsistencyLevel(serial)
                .setIdempotent(false);
    }
}
