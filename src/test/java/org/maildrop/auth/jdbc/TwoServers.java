/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.jdbc;

import java.sql.SQLException;
import org.maildrop.auth.SecretCipher;
import org.maildrop.testing.TestDatabase;

/** Two servers with the same keys that have their secrets in one table. */
record TwoServers(TestDatabase database, JdbcSecretStore store, JdbcSecretStore another) implements AutoCloseable {
    static TwoServers on(TestDatabase database) {
        SecretCipher cipher = JdbcSecretStoreContract.cipher();
        return new TwoServers(
                database,
                JdbcSecretStoreContract.open(database.settings(), cipher),
                JdbcSecretStoreContract.open(database.settings(), cipher));
    }

    @Override
    public void close() throws SQLException {
        store.close();
        another.close();
        database.close();
    }
}
