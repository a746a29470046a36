/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.testing.TestDatabase;

class DerbyLeaseStoreTest implements JdbcLeaseStoreContract {
    private static final String URL = "jdbc:derby:memory:" + UUID.randomUUID();
    private static JdbcLeaseStore store;

    @BeforeAll
    static void open() {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        store = JdbcLeaseStore.open(new JdbcSettings(URL + ";create=true", "", "", 4), PATIENCE, System::nanoTime);
    }

    @AfterAll
    static void close() {
        store.close();
        try {
            DriverManager.getConnection(URL + ";drop=true").close();
        } catch (SQLException ignored) {
            // So Derby says that it has dropped it.
        }
    }

    @Override
    public JdbcLeaseStore store() {
        return store;
    }

    @Override
    public JdbcSettings settings() {
        return new JdbcSettings(URL, "", "", 4);
    }

    @Override
    public long inside(String... statements) {
        return TestDatabase.run(URL, statements);
    }
}
