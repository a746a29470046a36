/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maildrop.auth.file.FileSecretStore;
import org.maildrop.auth.file.TinkCipher;
import org.maildrop.auth.jdbc.JdbcSecretStore;
import org.maildrop.testing.TestDatabase;
import org.slf4j.LoggerFactory;

/** Neither a log of any level, nor a text of an object, nor a stack trace has a secret or a key in it. */
class SecretsNeverToldTest {
    private static final String BOB = "bob@example.org";
    private static final SharedSecret SECRET = new SharedSecret("tanstaaf-that-nobody-tells");

    @TempDir
    Path conf;

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> told = new ArrayList<>();
    private Level before;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        root.setLevel(before);
    }

    private TinkCipher cipher() {
        return TinkCipher.of(Optional.empty(), conf.resolve("key"), told::add);
    }

    private void fails(ThrowingCallable what) {
        assertThatThrownBy(what).satisfies(trouble -> {
            StringWriter trace = new StringWriter();
            trouble.printStackTrace(new PrintWriter(trace));
            told.add(trace.toString());
        });
    }

    private void assertNothingTold() throws IOException {
        log.list.forEach(event -> {
            told.add(event.getFormattedMessage());
            told.add(String.valueOf(
                    event.getThrowableProxy() == null
                            ? ""
                            : event.getThrowableProxy().getMessage()));
        });
        String base64 = Base64.getEncoder().encodeToString(SECRET.reveal().getBytes(StandardCharsets.UTF_8));
        Matcher key = Pattern.compile("\"value\":\"([^\"]+)\"").matcher(Files.readString(conf.resolve("key")));
        assertThat(key.find()).isTrue();
        assertThat(told).isNotEmpty().allSatisfy(text -> assertThat(text)
                .doesNotContain(SECRET.reveal())
                .doesNotContain(base64.substring(0, 16))
                .doesNotContain(key.group(1).substring(4, 20)));
    }

    @Test
    void neitherByTheStoreInAFile() throws IOException {
        FileSecretStore store = FileSecretStore.open(conf.resolve("secrets"), cipher(), told::add);
        store.put(BOB, SECRET);
        told.addAll(List.of(
                store.toString(),
                cipher().toString(),
                SECRET.toString(),
                String.valueOf(store.of(BOB)),
                new Object[] {SECRET}[0].toString()));
        String file = Files.readString(conf.resolve("secrets"));
        Files.writeString(conf.resolve("secrets"), file.replace("AAA", "BBB").replace("user bob", "user rob"));
        fails(() -> store.of("rob@example.org"));
        Files.writeString(conf.resolve("secrets"), file.substring(0, file.length() - 10));
        fails(() -> store.put(BOB, SECRET));
        String keys = Files.readString(conf.resolve("key"));
        Files.writeString(conf.resolve("secrets"), file);
        Files.writeString(conf.resolve("key"), keys.substring(0, keys.length() - 9));
        fails(() -> store.of(BOB));
        fails(() -> TinkCipher.of(Optional.of(keys.replace("AES256", "").replace("AesGcm", "Aes")), conf, told::add));
        Files.writeString(conf.resolve("key"), keys);
        assertNothingTold();
    }

    @Test
    void norByTheStoreInADatabase() throws Exception {
        try (TestDatabase database = TestDatabase.postgreSql("maildrop_secret")) {
            try (JdbcSecretStore store =
                    JdbcSecretStore.open(database.settings(), Duration.ofSeconds(20), cipher(), (url, e) -> {})) {
                store.put(BOB, SECRET);
                told.addAll(List.of(store.toString(), String.valueOf(store.of(BOB))));
                database.inside("UPDATE maildrop_secret SET user_name = 'rob'");
                fails(() -> store.of("rob"));
                database.inside("DROP TABLE maildrop_secret");
                fails(() -> store.put(BOB, SECRET));
            }
            assertNothingTold();
        }
    }
}
