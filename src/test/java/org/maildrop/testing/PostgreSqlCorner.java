/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

/** A schema of the database. */
record PostgreSqlCorner(String url, String table) implements Corner {
    @Override
    public String url(String name) {
        return url + "&currentSchema=" + name;
    }

    @Override
    public String make(String name) {
        return "CREATE SCHEMA " + name;
    }

    @Override
    public String remove(String name) {
        return "DROP SCHEMA " + name + " CASCADE";
    }

    @Override
    public String account(String corner, String user, String password) {
        return "CREATE ROLE " + user + " LOGIN PASSWORD '" + password + "'; GRANT USAGE ON SCHEMA " + corner + " TO "
                + user;
    }

    @Override
    public String allow(String corner, String user) {
        return "GRANT SELECT, INSERT, UPDATE, DELETE ON " + corner + "." + table + " TO " + user;
    }

    @Override
    public String removeAccount(String user) {
        return "DROP ROLE " + user;
    }
}
