/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maildrop.testing.AdminApi.error;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maildrop.testing.AdminApi;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.OpenApi;
import org.maildrop.testing.Pop3Client;

/** Locks of a real James, seen and freed through its webadmin; those of two, in {@code TwoNodesContract}. */
class LockRoutesIT {
    private static final String LOCKS = "/pop3/locks";

    private static final OpenApi DESCRIBED = new OpenApi();

    private final JamesProcess james = JamesProcess.shared();
    private final AdminApi api = new AdminApi(james, DESCRIBED);

    @AfterAll
    static void allThatIsPromisedWasSeen() {
        assertThat(DESCRIBED.unseen(LOCKS)).as("promised and not tested").isEmpty();
    }

    private JsonNode lockOf(Subscriber user) {
        return StreamSupport.stream(api.get(LOCKS).json().spliterator(), false)
                .filter(lock -> lock.get("owner").textValue().equals(user.name()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLockIsSeenWithItsHolder() {
        Subscriber bob = Subscriber.of(james);
        Instant before = Instant.now().minusSeconds(1);
        long token;
        try (Pop3Client client = bob.enter()) {
            JsonNode lock = lockOf(bob);

            assertThat(lock.get("holder").get("session"))
                    .isEqualTo(api.get("/pop3/sessions?user=" + bob.name())
                            .json()
                            .get(0)
                            .get("id"));
            assertThat(lock.get("holder").get("address").textValue()).isEqualTo("127.0.0.1");
            assertThat(lock.get("holder").get("node").textValue()).isNotBlank();
            assertThat(Instant.parse(lock.get("since").textValue())).isBetween(before, Instant.now());
            assertThat(lock.get("idle").intValue()).isBetween(0, 60);
            assertThat(lock.get("expiresIn").intValue()).isBetween(30, 60);
            token = lock.get("token").longValue();
            assertThat(client.send("QUIT")).startsWith("+OK");
        }
        assertThat(api.get(LOCKS).json().findValuesAsText("owner")).doesNotContain(bob.name());
        try (Pop3Client again = bob.enter()) {
            assertThat(lockOf(bob).get("token").longValue()).isGreaterThan(token);
        }
    }

    @Test
    void aLockThatIsFreedEndsTheSessionWithoutCarryingOutItsDele() {
        Subscriber bob = Subscriber.of(james).withMail();
        try (Pop3Client client = bob.enter()) {
            assertThat(client.send("DELE 1")).startsWith("+OK");
            String name = bob.name().toUpperCase(Locale.ROOT).replace("@", "%40");

            assertThat(api.delete(LOCKS + "/" + name).status()).isEqualTo(204);

            try (Pop3Client next = bob.enter()) {
                assertThat(next.send("STAT")).startsWith("+OK 1 ");
                assertThat(client.hear()).startsWith("-ERR [SYS/TEMP]").contains("lock");
                assertThat(client.hear()).isNull();
                assertThat(next.send("QUIT")).startsWith("+OK");
            }
        }
        assertThat(bob.count()).isEqualTo(1);
        assertThat(api.delete(LOCKS + "/" + bob.name()).body())
                .isEqualTo(error(404, "notFound", "no session has the maildrop of " + bob.name()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DELETE | /@example.org        | 400 | InvalidArgument | no user can have such a name
                    DELETE | /%20                 | 400 | InvalidArgument | no user can have such a name
                    DELETE | /bob@-               | 400 | InvalidArgument | no user can have such a name
                    DELETE | /nobody@example.org  | 404 | notFound        | no session has the maildrop of nobody@example.org
                    DELETE | ''                   | 404 | notFound        | DELETE /pop3/locks can not be found
                    PUT    | /bob@example.org     | 404 | notFound        | PUT /pop3/locks/bob@example.org can not be found
                    POST   | ''                   | 404 | notFound        | POST /pop3/locks can not be found
                    """)
    void whatThereIsNotToFree(String method, String path, int status, String type, String why) {
        AdminApi.Answer answer = api.send(method, LOCKS + path, "application/json", "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(error(status, type, why));
    }

    @Test
    void withoutItsStoreNothingIsSaidOfLocks() {
        JamesProcess away = JamesProcess.shared(Map.of("maildrop.xml", Away.SETTINGS));
        AdminApi there = new AdminApi(away, DESCRIBED);
        String trouble =
                error(503, "ServerError", "the store of the locks cannot answer; the cause is in the log of James");

        assertThat(there.get(LOCKS).body()).isEqualTo(trouble);
        assertThat(there.delete(LOCKS + "/bob@example.org").body()).isEqualTo(trouble);
    }
}
