/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cluster;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Isolated;
import org.maildrop.server.Flavour;
import org.maildrop.testing.FreshDatabase;
import org.maildrop.testing.JamesProcess.Launch;

/** Mailboxes and leases in one PostgreSQL; the leases are asked for on a wire of their own, which can be cut. */
@Isolated("what has to come soon has the machine for itself")
class PostgreSqlTwoNodesIT implements TwoNodesContract, TwoNodesAdminContract, LockOutageContract {
    private static FreshDatabase database;
    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        database = new FreshDatabase();
        nodes = TwoNodes.start(() -> new Launch(Flavour.JPA)
                .onPostgres(database.url())
                .with("maildrop.xml", TwoNodes.lockingIn(database.wiredUrl())));
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Override
    public TwoNodes nodes() {
        return nodes;
    }

    @Override
    public void cutTheLock() {
        database.wire().cut();
    }

    @Override
    public void mendTheLock() {
        database.wire().mend();
    }
}
