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
import org.maildrop.auth.SecretCipher;
import org.maildrop.testing.TestDatabase;

class PostgreSqlSecretStoreTest implements NetworkSecretStoreContract {
    private static TestDatabase database;
    private static JdbcSecretStore store;
    private static JdbcSecretStore another;

    @BeforeAll
    static void open() {
        database = TestDatabase.postgreSql("maildrop_secret");
        SecretCipher cipher = JdbcSecretStoreContract.cipher();
        store = JdbcSecretStoreContract.open(database.settings(), cipher);
        another = JdbcSecretStoreContract.open(database.settings(), cipher);
    }

    @AfterAll
    static void close() throws SQLException {
        if (store != null) {
            store.close();
            another.close();
            database.close();
        }
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public TestDatabase corner() {
        return TestDatabase.postgreSql("maildrop_secret");
    }

    @Override
    public int usualPort() {
        return 5432;
    }

    @Override
    public JdbcSecretStore store() {
        return store;
    }

    @Override
    public JdbcSecretStore another() {
        return another;
    }
}
