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
import java.time.Clock;
import java.util.Locale;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.auth.FewUsers;
import org.maildrop.server.Flavour;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.Maildrops;
import org.maildrop.snapshot.MemoryMaildropStore;
import org.maildrop.snapshot.SizesSetting;
import org.maildrop.snapshot.SnapshotSettings;
import org.maildrop.snapshot.UniqueIdFormat;
import org.maildrop.testing.AdminApi;
import org.maildrop.testing.AdminApi.Answer;
import org.maildrop.testing.FreshDatabase;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.OpenApi;
import org.maildrop.testing.Pop3Client;
import spark.Service;

/** Maildrops of a real James over a database, as its webadmin tells of them; the wire to the database can be cut. */
class MaildropRoutesIT {
    private static final String MAILDROPS = "/pop3/maildrops/";
    private static final OpenApi DESCRIBED = new OpenApi();

    private static FreshDatabase database;
    private static JamesProcess james;
    private static AdminApi api;

    @BeforeAll
    static void start() {
        database = new FreshDatabase();
        james = new Launch(Flavour.JPA).onPostgres(database.wiredUrl()).start();
        api = new AdminApi(james, DESCRIBED);
    }

    @AfterAll
    static void stop() {
        if (james != null) {
            james.kill();
        }
        if (database != null) {
            database.close();
        }
        if (api != null) {
            assertThat(DESCRIBED.unseen(MAILDROPS))
                    .as("promised and not tested")
                    .isEmpty();
        }
    }

    private static JsonNode view(Subscriber user) {
        return api.get(MAILDROPS + user.name()).json();
    }

    @Test
    void aMaildropThatIsNotMadeYetIsEmptyAndIsNotMade() {
        Subscriber bob = Subscriber.of(james);
        String before = "{\"owner\":\"" + bob.name() + "\",\"folder\":\"INBOX\",\"uidValidity\":null,\"count\":0,"
                + "\"octets\":0,\"uniqueIds\":\"stock\",\"remembered\":false}";

        assertThat(api.get(MAILDROPS + bob.name().toUpperCase(Locale.ROOT)).body())
                .isEqualTo(before);
        assertThat(api.get(MAILDROPS + bob.name().replace("@", "%40")).body()).isEqualTo(before);
        bob.enter().close();
        assertThat(view(bob).get("uidValidity").longValue()).isPositive();
    }

    @Test
    void whatALoginWouldFindIsToldAndLookingOnChangesNothing() {
        Subscriber bob = Subscriber.of(james).withMail().withMail();
        for (int time = 1; time <= 2; time++) {
            JsonNode seen = view(bob);
            assertThat(seen.get("count").intValue()).isEqualTo(2);
            assertThat(seen.get("octets").intValue()).isEqualTo(2 * Subscriber.MESSAGE.length());
            assertThat(seen.get("remembered").booleanValue()).isFalse();
        }
        try (Pop3Client client = bob.enter()) {
            assertThat(client.send("DELE 1")).startsWith("+OK");
            bob.withMail();
            JsonNode seen = view(bob);
            assertThat(seen.get("count").intValue())
                    .as("as the next login finds it")
                    .isEqualTo(3);
            assertThat(seen.get("remembered").booleanValue()).isTrue();
            assertThat(client.send("STAT")).startsWith("+OK 1 ");
            assertThat(client.send("QUIT")).startsWith("+OK");
        }
        assertThat(view(bob).get("count").intValue()).isEqualTo(2);
        assertThat(api.get("/pop3/locks").json().findValuesAsText("owner")).doesNotContain(bob.name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | nobody@example.org | 404 | notFound        | there is no user nobody@example.org
                    GET    | @example.org       | 400 | InvalidArgument | no user can have such a name
                    GET    | %20                | 400 | InvalidArgument | no user can have such a name
                    GET    | ''                 | 404 | notFound        | GET /pop3/maildrops/ can not be found
                    DELETE | bob@example.org    | 404 | notFound        | DELETE /pop3/maildrops/bob@example.org can not be found
                    PUT    | bob@example.org    | 404 | notFound        | PUT /pop3/maildrops/bob@example.org can not be found
                    """)
    void whatThereIsNotToSee(String method, String user, int status, String type, String why) {
        Answer answer = api.send(method, MAILDROPS + user, "application/json", "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(error(status, type, why));
    }

    @Test
    void withoutItsDatabaseAMaildropIsNeverEmpty() {
        Subscriber bob = Subscriber.of(james).withMail();
        assertThat(view(bob).get("count").intValue()).isEqualTo(1);
        database.wire().cut();
        try {
            assertThat(api.get(MAILDROPS + bob.name()).status()).isEqualTo(503);
        } finally {
            database.wire().mend();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListingThatFailsIsToldAsThat(MaildropStoreException.Kind kind) {
        MemoryMaildropStore store = new MemoryMaildropStore();
        store.add("bob", "Hello.");
        store.at(what -> {
            if (what.equals("list")) {
                throw MemoryMaildropStore.trouble(kind);
            }
        });
        Maildrops maildrops = new Maildrops(
                store,
                stored -> 0,
                new SnapshotSettings(SizesSetting.STORED, UniqueIdFormat.STOCK, 0),
                Clock.systemUTC(),
                System::nanoTime);
        Service service = Service.ignite().ipAddress("127.0.0.1").port(0);
        service.before((request, response) -> response.type("application/json"));
        StoreTroubles.define(service);
        new MaildropRoutes(() -> maildrops, new UserNames(() -> new FewUsers()), new JsonTransformer()).define(service);
        service.awaitInitialization();
        try {
            int status = kind == MaildropStoreException.Kind.PERMANENT ? 500 : 503;
            assertThat(new AdminApi(service.port(), DESCRIBED)
                            .get(MAILDROPS + "bob")
                            .body())
                    .isEqualTo(error(
                            status, "ServerError", "the mailbox cannot be read; the cause is in the log of James"));
        } finally {
            service.stop();
        }
    }
}
