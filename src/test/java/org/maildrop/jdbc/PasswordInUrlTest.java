/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.google.common.base.Throwables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.jdbc.JdbcLeaseStore;
import org.maildrop.testing.ListenedLog;

/** A password in a URL is told by nobody: not by us, not by a driver, neither in a log nor in an exception. */
class PasswordInUrlTest {
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final String PASSWORD = "50%off";

    /** What drivers say by themselves, which goes to the console. */
    private final List<String> console = new ArrayList<>();

    private final ListenedLog log = new ListenedLog("org.maildrop.lock");
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public synchronized void publish(LogRecord said) {
            console.add(formatter.formatMessage(said));
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        System.setProperty("derby.stream.error.file", "target/derby.log");
        Logger.getLogger("").addHandler(handler);
    }

    @AfterEach
    void nothingHasThePassword() {
        Logger.getLogger("").removeHandler(handler);
        log.close();
        for (ILoggingEvent event : log.events()) {
            assertThat(event.getFormattedMessage()).doesNotContain(PASSWORD, "secret");
            assertThat(event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .doesNotContain(PASSWORD, "secret");
        }
        assertThat(console).noneMatch(line -> line.contains(PASSWORD) || line.contains("secret"));
    }

    private static JdbcLeaseStore open(String url) {
        return JdbcLeaseStore.open(new JdbcSettings(url, "", "", 1), ANSWER, System::nanoTime);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/james?user=m&password=50%off",
                "jdbc:postgresql://db:54x2/james?user=m&password=secret",
                "jdbc:postgresql://db?user=m&password=secret",
                "jdbc:postgresql://db/james/mail?user=m&password=secret",
                "jdbc:mariadb:db/james?user=m&password=secret",
                "jdbc:mariadb://db:54x2/james?user=m&password=secret",
                "jdbc:mariadb:nothing://db/james?user=m&password=secret",
                "jdbc:derby:james;user=m;password=secret;create"
            })
    void aUrlThatTheDriverCannotReadStopsTheStart(String url) {
        refused(url, "the lock store: the driver cannot read the URL in <jdbc>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://m:secret@127.0.0.1/james",
                "jdbc:postgresql://m:secret@127.0.0.1:1/james",
                "jdbc:postgresql://m:a/secret@127.0.0.1:1/james",
                "jdbc:postgresql://127.0.0.1:1/james;user=m;password=secret",
                "jdbc:postgresql://127.0.0.1:1/james&user=m&password=secret",
                "jdbc:postgresql://127.0.0.1:1/james?user=m;password=secret",
                "jdbc:mariadb://m:secret@127.0.0.1/james",
                "jdbc:mariadb://127.0.0.1:1/james&user=m&Password=secret",
                "jdbc:derby:memory:james?user=m&password=secret"
            })
    void aPasswordThatTheDriverWouldTakeForAnotherThingStopsTheStart(String url) {
        refused(url, "the lock store: the URL in <jdbc> has a password where the driver looks for none");
        assertThat(new JdbcSettings(url, "", "", 1).toString()).doesNotContain("secret");
    }

    private static void refused(String url, String line) {
        assertThatExceptionOfType(LeaseStoreException.class)
                .isThrownBy(() -> open(url).close())
                .satisfies(
                        e -> assertThat(Throwables.getStackTraceAsString(e)).doesNotContain(PASSWORD, "secret", "54x2"))
                .withMessageStartingWith(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:1/james?user=m&password=secret",
                "jdbc:postgresql://127.0.0.1:1/james?user=m&sslpassword=secret&password=secret",
                "jdbc:mariadb://127.0.0.1:1/james?user=m&password=secret&keyStorePassword=secret",
                "jdbc:derby:memory:nowhere;user=m;password=secret"
            })
    void aDatabaseThatIsAwayIsToldWithoutIt(String url) {
        try (JdbcLeaseStore store = open(url)) {
            assertThat(log.event().getFormattedMessage()).contains("is away");
            assertThatExceptionOfType(LeaseStoreException.class)
                    .isThrownBy(store::list)
                    .satisfies(
                            e -> assertThat(Throwables.getStackTraceAsString(e)).doesNotContain("secret"));
        }
    }
}
