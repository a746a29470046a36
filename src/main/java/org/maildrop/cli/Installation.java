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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
     * In that folder; else in this one, else above the folder of the jar, where that has settings.
     *
     * @throws SettingsException if there is no James, or its settings are wrong, or say that there are no secrets
     */
    static Installation at(Optional<Path> named, Consumer<String> warnings) {
        Path james = named.map(Stream::of)
                .orElseGet(() -> Stream.of(Path.of(""), aboveTheJar()))
                .filter(folder -> Files.isDirectory(folder.resolve("conf")))
                .findFirst()
                .orElseThrow(() -> new SettingsException("There is no folder conf in "
                        + named.orElse(Path.of("")).toAbsolutePath() + ": say by --james where James is"));
        SecretsSettings settings = settings(james).secrets();
        TinkCipher cipher = TinkCipher.of(
                Optional.ofNullable(System.getenv(TinkCipher.VARIABLE)),
                settings.keys().in(james),
                warnings);
        SecretStore secrets = settings.store()
                .<SecretStore>fold(
                        none -> {
                            throw new SettingsException(
                                    "conf/maildrop.xml says <store>none</store> in <secrets>: there is no place for one");
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

    /** The jar is in James's extensions-jars. */
    private static Path aboveTheJar() {
        try {
            Path jar = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Objects.requireNonNullElse(
                    Objects.requireNonNullElse(jar.getParent(), jar).getParent(), jar);
        } catch (URISyntaxException e) {
            return Path.of("");
        }
    }

    @Override
    public void close() {
        secrets.close();
    }
}
