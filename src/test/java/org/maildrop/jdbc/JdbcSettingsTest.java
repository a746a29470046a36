/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.lock.jdbc.JdbcLeaseStore;

class JdbcSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/db?user=u&password=secret",
                "jdbc:mariadb://u:secret@h:3306/db?password=secret",
                "jdbc:derby:db;user=u;password=secret"
            })
    void aPasswordIsNeverShown(String url) {
        JdbcSettings settings = new JdbcSettings(url, "u", "secret", 4);
        assertThat(settings.toString()).contains("db").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jdbc:mysql://h/db?password=secret", "postgresql://h/db", "jdbc:postgres://h/db"})
    void anUnknownUrlIsRefusedWithoutBeingShown(String url) {
        assertThatThrownBy(() -> new JdbcSettings(url, "", "", 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql:")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aPoolHasAConnection() {
        assertThatThrownBy(() -> new JdbcSettings("jdbc:derby:x", "", "", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingDriverIsNamedWithItsPlace() throws Exception {
        try (URLClassLoader withoutDriver = new URLClassLoader(urls("derby"), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = withoutDriver.loadClass(JdbcSettings.class.getName());
            Object settings = type.getConstructors()[0].newInstance("jdbc:derby:x", "", "", 1);
            Class<?> store = withoutDriver.loadClass(JdbcLeaseStore.class.getName());
            Method open = store.getMethod("open", type, Duration.class, LongSupplier.class);
            LongSupplier nanos = System::nanoTime;
            assertThatThrownBy(() -> open.invoke(null, settings, Duration.ofSeconds(1), nanos))
                    .rootCause()
                    .isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> open.invoke(null, settings, Duration.ofSeconds(1), nanos))
                    .cause()
                    .hasMessageContaining("org.apache.derby.jdbc.EmbeddedDriver")
                    .hasMessageContaining("extensions-jars");
        }
    }

    /** This class path but for what has the word in its name. */
    private static URL[] urls(String word) throws IOException {
        List<Path> jars = Arrays.stream(
                        System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .filter(path -> !path.getFileName().toString().contains(word))
                .filter(Files::exists)
                .toList();
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }
}
