/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.maildrop.server.Flavour;
import org.maildrop.testing.FreshDatabase;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Observation;
import org.maildrop.testing.Pop3Client;

/** What James says of its health, by the shipped healthcheck.properties, while the lock's database goes and comes. */
@Isolated("an answer of the lock's database has less than a second")
class HealthIT {
    private static final String LOCK = "/healthcheck/checks/Maildrop%20lock";
    private static final String SECRETS = "/healthcheck/checks/Maildrop%20secrets";

    private static FreshDatabase database;
    private static JamesProcess james;

    @BeforeAll
    static void start() {
        database = new FreshDatabase();
        james = new Launch(Flavour.MEMORY)
                .with("maildrop.xml", TwoNodes.lockingIn(database.wiredUrl()))
                .start();
    }

    @AfterAll
    static void stop() {
        if (james != null) {
            james.kill();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void theLockIsAsHealthyAsItsStore() {
        james.addUser("bob@example.org", "secret");
        assertThat(Observation.of(james, LOCK)).satisfies(seen -> {
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.text()).contains("\"status\":\"healthy\"");
        });
        try (Pop3Client holder = new Pop3Client(james.pop3Port())) {
            assertThat(holder.login("bob@example.org", "secret")).startsWith("+OK");
            database.wire().cut();
            Observation away = Observation.of(james, LOCK);
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.text())
                    .contains("\"status\":\"unhealthy\"", "refused")
                    .doesNotContain("postgresql");
            assertThat(Observation.of(james, "/healthcheck").text()).contains("\"status\":\"unhealthy\"");
            await().atMost(TwoNodes.TERM).until(() -> Observation.metrics(james).get("maildrop_renewals_failing") == 1);
            assertThat(holder.hear()).startsWith("-ERR [SYS/TEMP]");
            await().until(() -> Observation.metrics(james).get("maildrop_leases_lost_total") == 1);
        } finally {
            database.wire().mend();
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Observation.of(james, LOCK).status()).isEqualTo(200);
            assertThat(Observation.of(james, LOCK).text()).contains("\"status\":\"healthy\"");
        });
    }

    @Test
    void secretsThatCannotBeReadDegradeTheServerAndStopNoPassword() throws IOException {
        Path file = james.conf().resolve("maildrop-secrets.txt");
        assertThat(Observation.of(james, SECRETS).text()).contains("\"status\":\"healthy\"");
        Files.writeString(file, "nonsense\n");
        try {
            Observation seen = Observation.of(james, SECRETS);
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.text()).contains("\"status\":\"degraded\"", "SCRAM are refused");
        } finally {
            Files.delete(file);
        }
        assertThat(Observation.of(james, SECRETS).text()).contains("\"status\":\"healthy\"");
    }
}
