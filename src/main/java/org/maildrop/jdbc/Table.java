/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A table: looked for, and made if it is missing.
 *
 * @param name       of the table
 * @param probe      a query that fails where the table is missing, or is another's of the same name
 * @param statements that make it, and what belongs to it
 */
public record Table(String name, String probe, List<String> statements) {
    public Table {
        statements = List.copyOf(statements);
    }

    /** The statements for those who make it by hand. */
    public String text() {
        return String.join(";\n", statements) + ";";
    }

    /**
     * Looks first: an account that may not create anything is all right once the table is there.
     *
     * @throws RuntimeException the purpose's own, with {@link #text}, if it is missing and cannot be made
     */
    void prepare(Connection connection, Purpose purpose) throws SQLException {
        if (isThere(connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            // Another node may have made it in this moment.
            if (!isThere(connection)) {
                String text = "the table " + name + " of " + purpose.what()
                        + " is missing or is another's, and could not be made (" + e.getMessage()
                        + "); as an account that may, do: " + text();
                throw purpose.trouble().apply(text, e);
            }
        }
    }

    private boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery(probe);
            return true;
        } catch (SQLException e) {
            if (connection.isValid(1)) {
                return false;
            }
            throw e;
        }
    }
}
