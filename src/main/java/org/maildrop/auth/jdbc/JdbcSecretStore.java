/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.SecretCipher;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.SharedSecret;
import org.maildrop.jdbc.Database;
import org.maildrop.jdbc.Engine;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.jdbc.Purpose;

/** Shared secrets in a table, which has them encrypted: the database never sees a key, nor a secret. */
public final class JdbcSecretStore implements SecretStore {
    private static final String SET = "UPDATE maildrop_secret SET secret = ? WHERE user_name = ?";
    private static final String DUPLICATE_KEY = "23505";

    private static final int ALL = 0;

    private final Database database;
    private final Dialect dialect;
    private final SecretCipher cipher;

    private JdbcSecretStore(Database database, Dialect dialect, SecretCipher cipher) {
        this.database = database;
        this.dialect = dialect;
        this.cipher = cipher;
    }

    /**
     * Opens the store with a pool, and makes its table if it is missing. If the database is away, that waits for its return.
     *
     * @param answer how long an engine may take to answer
     * @param away   is told, with the database's URL, when the database is away at the start
     * @throws AuthException when only an administrator can help: no driver, no such account or database, or no table and no
     *     right to make it; the text then holds the statements
     */
    public static JdbcSecretStore open(
            JdbcSettings settings, Duration answer, SecretCipher cipher, BiConsumer<String, SQLException> away) {
        Dialect dialect = Dialect.of(settings.engine());
        Database database = Database.open(settings, answer, purpose(dialect, away));
        JdbcSecretStore store = new JdbcSecretStore(database, dialect, cipher);
        cipher.mustKnow(database.isPrepared() ? store.presentRows() : Map.of());
        return store;
    }

    /** If the database goes away in this very moment, the first question says so. */
    private Map<String, String> presentRows() {
        try {
            return rows(SecretCipher.SOME);
        } catch (AuthException e) {
            return Map.of();
        }
    }

    /** As {@link #open}, for a command that asks once: each question has a connection of its own. */
    public static JdbcSecretStore withoutPool(JdbcSettings settings, Duration answer, SecretCipher cipher) {
        Dialect dialect = Dialect.of(settings.engine());
        Purpose purpose = purpose(dialect, (url, e) -> {});
        return new JdbcSecretStore(Database.withoutPool(settings, answer, purpose), dialect, cipher);
    }

    private static Purpose purpose(Dialect dialect, BiConsumer<String, SQLException> away) {
        return new Purpose(
                "the store of shared secrets", "maildrop-secrets", dialect.table(), AuthException::new, away);
    }

    @Override
    public Optional<SharedSecret> of(String user) {
        return SecretStore.isName(user)
                ? row(user).map(encrypted -> cipher.decrypt(user, encrypted))
                : Optional.empty();
    }

    private Optional<String> row(String user) {
        return database.ask(connection -> {
            try (PreparedStatement statement =
                            prepared(connection, "SELECT secret FROM maildrop_secret WHERE user_name = ?", name(user));
                    ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        });
    }

    @Override
    public void put(String user, SharedSecret secret) {
        if (!SecretStore.isName(user)) {
            throw new IllegalArgumentException("no name of a user");
        }
        cipher.mustKnow(rows(SecretCipher.SOME));
        String encrypted = cipher.encrypt(user, secret);
        database.ask(connection -> {
            while (!put(connection, user, encrypted)) {
                // Derby's two steps, between which another has put or removed the same user's.
            }
            return true;
        });
    }

    private boolean put(Connection connection, String user, String encrypted) throws SQLException {
        if (dialect.engine() == Engine.DERBY && update(connection, SET, encrypted, name(user)) == 1) {
            return true;
        }
        try {
            update(connection, dialect.insert(), name(user), encrypted);
            return true;
        } catch (SQLException e) {
            if (dialect.engine() == Engine.DERBY && DUPLICATE_KEY.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean remove(String user) {
        return SecretStore.isName(user)
                && database.ask(connection ->
                        update(connection, "DELETE FROM maildrop_secret WHERE user_name = ?", name(user)) == 1);
    }

    @Override
    public List<String> users() {
        return new ArrayList<>(rows(ALL).keySet());
    }

    @Override
    public void prove() {
        cipher.mustKnow(rows(SecretCipher.SOME));
    }

    /** At the most so many. */
    private Map<String, String> rows(int most) {
        return database.ask(connection -> {
            Map<String, String> found = new TreeMap<>();
            try (PreparedStatement statement = prepared(connection, "SELECT user_name, secret FROM maildrop_secret")) {
                statement.setMaxRows(most);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.put(dialect.engine().name(rows.getString(1)), rows.getString(2));
                    }
                }
            }
            return found;
        });
    }

    /** Each for itself, and only where it still is what it was. */
    @Override
    public int reencrypt() {
        int count = 0;
        for (Map.Entry<String, String> row : rows(ALL).entrySet()) {
            String fresh = cipher.encrypt(row.getKey(), cipher.decrypt(row.getKey(), row.getValue()));
            count += database.ask(connection ->
                    update(connection, SET + " AND secret = ?", fresh, name(row.getKey()), row.getValue()));
        }
        return count;
    }

    private String name(String user) {
        return dialect.engine().stored(user);
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, String... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        database.close();
    }
}
