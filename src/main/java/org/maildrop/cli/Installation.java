/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.maildrop.auth.NoSecretStore;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.file.FileSecretStore;
import org.maildrop.auth.file.TinkCipher;
import org.maildrop.auth.jdbc.JdbcSecretStore;
import org.maildrop.config.MaildropSettings;
import org.maildrop.config.SecretsSettings;
import org.maildrop.config.SettingsException;

/** A James in its folder, as far as its settings tell of shared secrets. */
record Installation(SecretStore secrets, TinkCipher cipher) implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /**
     * In that folder; else the one in whose extensions-jars the jar is; else in this folder, if Maildrop is set up there.
     *
     * @throws SettingsException if there is no James, or its settings are wrong, or say that there are no secrets
     */
    static Installation at(Optional<Path> named, Consumer<String> warnings) {
        Path james = named.filter(Installation::hasSettings)
                .or(() -> named.isEmpty() ? withTheJar() : Optional.empty())
                .or(() -> named.isEmpty() ? here() : Optional.empty())
                .orElseThrow(() -> new SettingsException("There is no James in "
                        + named.orElse(Path.of("")).toAbsolutePath() + ": say by --james in which folder its conf is"));
        SecretsSettings settings = settings(james).secrets();
        TinkCipher cipher = TinkCipher.of(
                Optional.ofNullable(System.getenv(TinkCipher.VARIABLE)),
                settings.keys().in(james),
                warnings);
        SecretStore secrets = settings.store()
                .<SecretStore>fold(
                        none -> {
                            throw new SettingsException(NoSecretStore.NO_PLACE);
                        },
                        file -> FileSecretStore.at(file.place().in(james), cipher, warnings),
                        jdbc -> JdbcSecretStore.withoutPool(jdbc.settings(), ANSWER, cipher));
        return new Installation(secrets, cipher);
    }

    private static MaildropSettings settings(Path james) {
        Path file = james.resolve("conf").resolve("maildrop.xml");
        try (InputStream text = Files.newInputStream(file)) {
            return MaildropSettings.read(Optional.of(text));
        } catch (NoSuchFileException e) {
            return MaildropSettings.read(Optional.empty());
        } catch (IOException e) {
            throw new SettingsException(file + " cannot be read: " + e, e);
        }
    }

    private static boolean hasSettings(Path folder) {
        return Files.isDirectory(folder.resolve("conf"));
    }

    /** Other programs have a conf too. */
    private static Optional<Path> here() {
        return Stream.of("maildrop.xml", "extensions.properties").anyMatch(name -> Files.exists(Path.of("conf", name)))
                ? Optional.of(Path.of(""))
                : Optional.empty();
    }

    private static Optional<Path> withTheJar() {
        try {
            Path jar = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.ofNullable(jar.getParent())
                    .filter(folder -> folder.endsWith("extensions-jars"))
                    .map(Path::getParent)
                    .filter(Installation::hasSettings);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        secrets.close();
    }
}
