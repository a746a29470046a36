/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.maildrop.lock.LeaseStoreException;

/** The table: looked for, and made if it is missing. */
final class Schema {
    private final Dialect dialect;

    Schema(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The statements for those who make it by hand. */
    String text() {
        return String.join(";\n", dialect.schema()) + ";";
    }

    /**
     * Looks first: an account that may not create anything is all right once the table is there.
     *
     * @throws LeaseStoreException with {@link #text} if it is missing and cannot be made
     */
    void prepare(Connection connection) throws SQLException {
        if (isThere(connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : dialect.schema()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            // Another node may have made it in this moment.
            if (!isThere(connection)) {
                throw new LeaseStoreException(
                        "the table " + LeaseRow.TABLE
                                + " of the lock store is missing or is another's, and could not be" + " made ("
                                + e.getMessage() + "); as an account that may, do: " + text(),
                        e);
            }
        }
    }

    private boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT %s, %s FROM %s WHERE owner = ''"
                    .formatted(LeaseRow.COLUMNS, dialect.now(), LeaseRow.TABLE));
            return true;
        } catch (SQLException e) {
            if (connection.isValid(1)) {
                return false;
            }
            throw e;
        }
    }
}
