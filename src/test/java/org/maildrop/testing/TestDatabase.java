/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maildrop.jdbc.JdbcSettings;

/**
 * A corner of a real engine that is one test class's own, and an administrator's connection to it. Which statements make
 * the corner and an account of few rights is told by {@link Corner}.
 */
public final class TestDatabase implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("//([^:/?]+)(?::(\\d+))?");

    private final String name = "mt_" + UUID.randomUUID().toString().substring(0, 8);
    private final String engine;
    private final Corner corner;
    private final Connection admin;
    private Connection inside;
    private boolean account;

    /** On the PostgreSQL that there is. {@code table}: the one that accounts of few rights are allowed to use later. */
    public static TestDatabase postgreSql(String table) {
        String url = Engines.postgres();
        return new TestDatabase(url, new PostgreSqlCorner(url, table));
    }

    /** On the MariaDB that there is. */
    public static TestDatabase mariaDb(String table) {
        String url = Engines.mariaDb();
        return new TestDatabase(url, new MariaDbCorner(url, table));
    }

    private TestDatabase(String engine, Corner corner) {
        this.engine = engine;
        this.corner = corner;
        try {
            this.admin = DriverManager.getConnection(engine);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        execute(corner.make(name));
    }

    public JdbcSettings settings() {
        return new JdbcSettings(corner.url(name), "", "", JdbcSettings.DEFAULT_POOL_SIZE);
    }

    public JdbcSettings settings(TcpProxy proxy) {
        return new JdbcSettings(
                ADDRESS.matcher(corner.url(name)).replaceFirst("//127.0.0.1:" + proxy.port()), "", "", 2);
    }

    /** Of an account that sees the corner and may make nothing there. */
    public JdbcSettings powerless() {
        String password = "of-no-value";
        execute(corner.account(name, name, password));
        account = true;
        String url = corner.url(name).replaceAll("user=\\w+", "x=x").replaceAll("password=\\w+", "y=y");
        return new JdbcSettings(url, name, password, 1);
    }

    public void allowToUseTheTable() {
        execute(corner.allow(name, name));
    }

    public TcpProxy proxy(int usualPort) {
        Matcher address = ADDRESS.matcher(engine);
        if (!address.find()) {
            throw new AssertionError("no address in " + engine);
        }
        return new TcpProxy(
                address.group(1), address.group(2) == null ? usualPort : Integer.parseInt(address.group(2)));
    }

    /** Statements of the corner, on a connection that is in it; always the same one, because some tests have many. */
    public long inside(String... statements) {
        try {
            if (inside == null) {
                inside = DriverManager.getConnection(corner.url(name));
            }
            return run(inside, statements);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs statements, and returns the number that is the answer of the last one, if it has one. */
    public static long run(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return run(connection, statements);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean answered = false;
            for (String sql : statements) {
                answered = statement.execute(sql);
            }
            return answered ? number(statement) : 0;
        }
    }

    private static long number(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        if (inside != null) {
            inside.close();
        }
        try (admin) {
            execute(corner.remove(name));
            if (account) {
                execute(corner.removeAccount(name));
            }
        }
    }

    private void execute(String statements) {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements.split(";", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(statements, e);
        }
    }
}
