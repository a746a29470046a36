/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.apache.james.core.healthcheck.ResultStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maildrop.auth.NoSecretStore;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.SharedSecret;
import org.maildrop.auth.file.FileSecretStore;
import org.maildrop.auth.file.Place;
import org.maildrop.auth.file.TinkCipher;
import org.maildrop.testing.ListenedLog;
import org.maildrop.testing.TestClock;
import reactor.core.publisher.Mono;

/** Shared secrets that cannot be read are a trouble of those who need them, and told as that. */
class SecretHealthCheckTest {
    private final TestClock clock = new TestClock();

    private HealthCheck checkOf(SecretStore store) {
        return new SecretHealthCheck(() -> store, clock, Duration.ofSeconds(20));
    }

    private static Result ask(HealthCheck check) {
        return Mono.from(check.check()).block(Duration.ofSeconds(30));
    }

    private static SecretStore inFile(Path folder) {
        TinkCipher cipher = TinkCipher.of(Optional.empty(), Place.KEYS.in(folder), warning -> {});
        return FileSecretStore.at(Place.SECRETS.in(folder), cipher, warning -> {});
    }

    @Test
    void withoutAStoreAllIsWell() {
        assertThat(ask(checkOf(new NoSecretStore())).getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    @Test
    void aFileThatIsDamagedWhileItIsInUseDegradesUntilItIsMended(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        SecretStore secrets = inFile(folder);
        HealthCheck check = checkOf(secrets);
        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.HEALTHY);
        secrets.put("bob@example.org", new SharedSecret("tanstaaf"));
        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.HEALTHY);

        Path file = Place.SECRETS.in(folder);
        String before = Files.readString(file);
        Files.writeString(file, "nonsense\n");
        try (ListenedLog log = new ListenedLog("org.maildrop.health")) {
            Result result = ask(check);
            assertThat(result.getStatus()).isEqualTo(ResultStatus.DEGRADED);
            assertThat(result.getCause())
                    .contains("shared secrets cannot be read: APOP, CRAM-MD5 and SCRAM are refused, all else works");
            assertThat(log.event().getThrowableProxy().getMessage()).contains("is damaged");
        }

        Files.writeString(file, before);
        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    @Test
    void aKeySetThatIsGoneWhileItIsInUseDegradesUntilItIsBack(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        SecretStore secrets = inFile(folder);
        HealthCheck check = checkOf(secrets);
        secrets.put("bob@example.org", new SharedSecret("tanstaaf"));
        Path kept = Files.move(Place.KEYS.in(folder), folder.resolve("kept"));

        try (ListenedLog log = new ListenedLog("org.maildrop.health")) {
            Result result = ask(check);
            assertThat(result.getStatus()).isEqualTo(ResultStatus.DEGRADED);
            assertThat(result.getCause())
                    .contains("shared secrets cannot be read: APOP, CRAM-MD5 and SCRAM are refused, all else works");
            assertThat(log.event().getThrowableProxy().getMessage()).contains("put the key set back");
        }

        Files.move(kept, Place.KEYS.in(folder));
        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    @Test
    void aStoreThatHangsDegradesAndDoesNotHoldUpWhoAsks() {
        CountDownLatch back = new CountDownLatch(1);
        HealthCheck check = new SecretHealthCheck(
                () -> {
                    try {
                        back.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return new NoSecretStore();
                },
                clock,
                Duration.ofMillis(50));

        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.DEGRADED);
        assertThat(ask(check).getCause().orElseThrow()).contains("without an answer");
        back.countDown();
    }

    @Test
    void aStoreThatTakesLongerThanASecondIsSlow() {
        HealthCheck check = new SecretHealthCheck(
                () -> {
                    clock.advance(Duration.ofMillis(1_001));
                    return new NoSecretStore();
                },
                clock,
                Duration.ofSeconds(5));

        assertThat(ask(check).getCause()).contains("shared secrets took 1001 ms to read: logins are slow");
    }
}
