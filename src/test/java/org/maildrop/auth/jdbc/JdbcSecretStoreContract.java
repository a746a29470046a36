/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.SecretCipher;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.SecretStoreContract;
import org.maildrop.auth.file.TinkCipher;
import org.maildrop.jdbc.JdbcSettings;

/** The contract in a table, on every engine. */
interface JdbcSecretStoreContract extends SecretStoreContract {
    /** For an answer; long, because the disk of a busy machine may take its time to keep a row. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** Where the table is. */
    JdbcSettings settings();

    /** The pools of one class: the store under test and another. */
    @Override
    JdbcSecretStore store();

    @Override
    JdbcSecretStore another();

    /** With a key set of its own, made at its first use. */
    static SecretCipher cipher() {
        try {
            Path folder = Files.createTempDirectory("maildrop-keys");
            folder.toFile().deleteOnExit();
            return TinkCipher.of(Optional.empty(), folder.resolve("key"), warning -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JdbcSecretStore open(JdbcSettings settings, SecretCipher cipher) {
        return JdbcSecretStore.open(settings, PATIENCE, cipher, (url, e) -> {});
    }

    @BeforeEach
    default void nobodyHasASecret() {
        store();
        inside("DELETE FROM maildrop_secret");
    }

    @Override
    default SecretStore withOtherKeys() {
        return JdbcSecretStore.withoutPool(settings(), PATIENCE, cipher());
    }

    @Override
    default String stolen() {
        try (Connection connection = DriverManager.getConnection(settings().url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM maildrop_secret ORDER BY user_name")) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    all.append(rows.getString(i)).append('\n');
                }
            }
            return all.toString();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    default void copy(String from, String to) {
        String mark = settings().engine().stored("");
        inside("INSERT INTO maildrop_secret (user_name, secret) SELECT '" + to + mark
                + "', secret FROM maildrop_secret WHERE user_name = '" + from + mark + "'");
    }

    private void inside(String sql) {
        try (Connection connection = DriverManager.getConnection(settings().url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void aCommandWithoutAPoolSeesTheSameTable() {
        store().put(BOB, SECRET);
        try (JdbcSecretStore stranger = JdbcSecretStore.withoutPool(settings(), PATIENCE, cipher())) {
            assertThat(stranger.users()).containsExactly(BOB);
            assertThat(stranger.remove(BOB)).isTrue();
            stranger.put(CAROL, OTHER);
            assertThat(stranger.of(CAROL)).contains(OTHER);
        }
        assertThat(store().users()).containsExactly(CAROL);
    }
}
