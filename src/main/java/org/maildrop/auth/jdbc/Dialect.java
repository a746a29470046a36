/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.jdbc;

import java.util.List;
import org.maildrop.jdbc.Engine;
import org.maildrop.jdbc.Table;

/**
 * The statements in which the engines differ.
 *
 * @param insert of a user's secret, in one atomic step that replaces the one that may be there; Derby's does not
 */
record Dialect(Engine engine, Table table, String insert) {
    private static final String TABLE = "maildrop_secret";
    private static final String INSERT = "INSERT INTO maildrop_secret (user_name, secret) VALUES (?, ?)";

    static Dialect of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL ->
                new Dialect(
                        engine, table("""
                                CREATE TABLE maildrop_secret (
                                  user_name text PRIMARY KEY,
                                  secret text NOT NULL
                                )"""), INSERT + " ON CONFLICT (user_name) DO UPDATE SET secret = excluded.secret");
            case MARIADB ->
                new Dialect(engine, table("""
                                CREATE TABLE maildrop_secret (
                                  user_name VARCHAR(320) NOT NULL PRIMARY KEY,
                                  secret VARCHAR(2000) NOT NULL
                                ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"""), INSERT + " ON DUPLICATE KEY UPDATE secret = VALUES(secret)");
            case DERBY -> new Dialect(engine, table("""
                                CREATE TABLE maildrop_secret (
                                  user_name VARCHAR(320) NOT NULL PRIMARY KEY,
                                  secret VARCHAR(2000) NOT NULL
                                )"""), INSERT);
        };
    }

    private static Table table(String statement) {
        return new Table(
                TABLE, "SELECT user_name, secret FROM maildrop_secret WHERE user_name = ''", List.of(statement));
    }
}
