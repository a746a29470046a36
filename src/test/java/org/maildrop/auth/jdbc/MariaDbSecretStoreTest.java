/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.jdbc;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.maildrop.testing.TestDatabase;

class MariaDbSecretStoreTest implements NetworkSecretStoreContract {
    private static TwoServers servers;

    @BeforeAll
    static void open() {
        servers = TwoServers.on(TestDatabase.mariaDb(TABLE));
    }

    @AfterAll
    static void close() throws SQLException {
        if (servers != null) {
            servers.close();
        }
    }

    @Override
    public TwoServers servers() {
        return servers;
    }

    @Override
    public TestDatabase corner() {
        return TestDatabase.mariaDb(TABLE);
    }

    @Override
    public int usualPort() {
        return 3306;
    }
}
