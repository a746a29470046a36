/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.james.filesystem.api.FileSystem;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.file.Place;
import org.maildrop.auth.jdbc.JdbcSecretStore;
import org.maildrop.jdbc.JdbcSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shared secrets in a database that all servers share. The server starts while it is away, and such logins wait for it. */
final class JdbcSecretModule extends AbstractModule {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.auth");

    /** A login waits for it. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final JdbcSettings settings;
    private final Place keys;

    JdbcSecretModule(JdbcSettings settings, Place keys) {
        this.settings = settings;
        this.keys = keys;
    }

    @Provides
    @Singleton
    SecretStore secrets(FileSystem files) {
        return Opening.of(
                "auth/secrets",
                () -> JdbcSecretStore.open(settings, ANSWER, JamesFiles.cipher(files, keys), JdbcSecretModule::away));
    }

    private static void away(String url, SQLException e) {
        LOGGER.warn(
                "the store of shared secrets at {} is away: logins that need one are refused until it is back", url, e);
    }
}
