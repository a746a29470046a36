/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.jdbc;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.maildrop.auth.SecretCipher;
import org.maildrop.jdbc.JdbcSettings;

class DerbySecretStoreTest implements JdbcSecretStoreContract {
    private static final String URL = "jdbc:derby:memory:" + UUID.randomUUID();
    private static JdbcSecretStore store;
    private static JdbcSecretStore another;

    @BeforeAll
    static void open() {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        SecretCipher cipher = JdbcSecretStoreContract.cipher();
        store = JdbcSecretStoreContract.open(new JdbcSettings(URL + ";create=true", "", "", 4), cipher);
        another = JdbcSecretStoreContract.open(new JdbcSettings(URL, "", "", 4), cipher);
    }

    @AfterAll
    static void close() {
        store.close();
        another.close();
        try {
            DriverManager.getConnection(URL + ";drop=true").close();
        } catch (SQLException ignored) {
            // So Derby says that it has dropped it.
        }
    }

    @Override
    public JdbcSettings settings() {
        return new JdbcSettings(URL, "", "", 4);
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
