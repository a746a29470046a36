/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.maildrop.testing.AdminApi.error;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maildrop.testing.AdminApi;
import org.maildrop.testing.OpenApi;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.SlowStore;

/** Sessions of a real James, seen and ended through its webadmin. */
class SessionRoutesIT {
    private static final String SESSIONS = "/pop3/sessions";
    private static final String KICKED =
            "-ERR [SYS/TEMP] an administrator has closed this session, nothing was removed";

    /** So long that a login that waits still waits when it is looked for. */
    private static final String SETTINGS = "<maildrop><lock><wait>30s</wait></lock></maildrop>";

    private static final OpenApi DESCRIBED = new OpenApi();

    private static SlowStore store;
    private static AdminApi api;

    @BeforeAll
    static void start() throws IOException {
        store = SlowStore.start("maildrop.xml", SETTINGS);
        api = new AdminApi(store.james(), DESCRIBED);
    }

    @AfterAll
    static void stop() throws IOException {
        store.close();
        assertThat(DESCRIBED.unseen(SESSIONS)).as("promised and not tested").isEmpty();
    }

    private static Subscriber subscriber() {
        return Subscriber.of(store.james()).withMail();
    }

    private static JsonNode sessionsOf(Subscriber user) {
        return api.get(SESSIONS + "?user=" + user.name()).json();
    }

    private static void isGone(Pop3Client client) {
        assertThat(client.hear()).isEqualTo(KICKED);
        assertThat(client.hear()).isNull();
    }

    @Test
    void aSessionIsSeenWithWhatItHasDone() {
        Subscriber bob = subscriber();
        Instant before = Instant.now().minusSeconds(1);
        try (Pop3Client client = bob.enter()) {
            client.lines("LIST");
            client.lines("UIDL");
            client.lines("TOP 1 0");
            client.lines("RETR 1");
            client.lines("RETR 1");
            assertThat(client.send("DELE 1")).startsWith("+OK");

            JsonNode session = sessionsOf(bob).get(0);

            assertThat(session.get("user").textValue()).isEqualTo(bob.name());
            assertThat(session.get("address").textValue()).isEqualTo("127.0.0.1");
            assertThat(Instant.parse(session.get("since").textValue())).isBetween(before, Instant.now());
            assertThat(session.get("state").textValue()).isEqualTo("TRANSACTION");
            assertThat(session.get("transport").textValue()).isEqualTo("clear");
            assertThat(session.get("mechanism").textValue()).isEqualTo("USER/PASS");
            assertThat(session.get("counters").toString())
                    .matches(
                            "\\{\"messages\":1,\"octets\":" + Subscriber.MESSAGE.length()
                                    + ",\"list\":1,\"uidl\":1,\"top\":1,\"retr\":2,\"dele\":1,\"sent\":[1-9]\\d*,\"failed\":0}");
            await().until(() -> sessionsOf(bob).get(0).get("idle").intValue() >= 1);
            await().until(() -> {
                client.send("NOOP");
                return sessionsOf(bob).get(0).get("idle").intValue() == 0;
            });
        }
        await().until(() -> sessionsOf(bob).isEmpty());
    }

    @Test
    void aClientThatHasNotLoggedInIsSeenToo() {
        try (Pop3Client client = new Pop3Client(store.james().pop3Port())) {
            assertThat(client.send("USER nobody")).startsWith("+OK");
            assertThat(client.send("PASS wrong")).startsWith("-ERR [AUTH]");

            assertThat(api.get(SESSIONS + "?address=127.0.0.1").json()).anySatisfy(session -> {
                assertThat(session.get("state").textValue()).isEqualTo("AUTHORIZATION");
                assertThat(session.get("user").isNull()).isTrue();
                assertThat(session.get("counters").get("failed").intValue()).isEqualTo(1);
            });
        }
    }

    @Test
    void sessionsAreChosenByUserHoweverTheNameIsWrittenAndByAddress() {
        Subscriber bob = subscriber();
        Subscriber alice = subscriber();
        try (Pop3Client ofBob = bob.enter();
                Pop3Client ofAlice = alice.enter()) {
            assertThat(api.get(SESSIONS).json().findValuesAsText("user")).contains(bob.name(), alice.name());
            String name = bob.name().toUpperCase(Locale.ROOT).replace("@", "%40");
            assertThat(api.get(SESSIONS + "?user=" + name).json().findValuesAsText("user"))
                    .containsExactly(bob.name());
            assertThat(api.get(SESSIONS + "?address=127.0.0.1&user=" + name).json())
                    .hasSize(1);
            assertThat(api.get(SESSIONS + "?address=192.0.2.7&user=" + name).json())
                    .isEmpty();
            assertThat(api.get(SESSIONS + "?user=nobody@example.org").json()).isEmpty();
        }
    }

    @Test
    void aSessionThatIsEndedIsToldAndRemovesNothing() {
        Subscriber bob = subscriber();
        try (Pop3Client client = bob.enter()) {
            assertThat(client.send("DELE 1")).startsWith("+OK");
            String path = SESSIONS + "/" + sessionsOf(bob).get(0).get("id").textValue();

            assertThat(api.delete(path).status()).isEqualTo(204);

            isGone(client);
            await().until(() -> api.delete(path).status() == 404);
        }
        assertThat(bob.count()).isEqualTo(1);
        bob.enter().close();
    }

    @Test
    void allSessionsOfAUserAreEndedAndNobodyElses() {
        Subscriber bob = subscriber();
        Subscriber alice = subscriber();
        try (Pop3Client inside = bob.enter();
                Pop3Client waiting = new Pop3Client(store.james().pop3Port());
                Pop3Client other = alice.enter()) {
            waiting.send("USER " + bob.name());
            waiting.say("PASS " + Subscriber.PASSWORD);
            await().until(() -> sessionsOf(bob).findValuesAsText("state").equals(List.of("TRANSACTION", "WAITING")));

            assertThat(api.delete(SESSIONS + "?user=" + bob.name()).status()).isEqualTo(204);

            isGone(inside);
            isGone(waiting);
            assertThat(other.send("NOOP")).startsWith("+OK");
            await().until(() -> sessionsOf(bob).isEmpty());
            assertThat(api.delete(SESSIONS + "?user=" + bob.name()).status())
                    .as("there are none: nothing is left to do")
                    .isEqualTo(204);
            assertThat(api.delete(SESSIONS + "?address=192.0.2.7").status()).isEqualTo(204);
            assertThat(other.send("NOOP")).startsWith("+OK");
            assertThat(api.delete(SESSIONS + "?address=127.0.0.1&user=" + alice.name())
                            .status())
                    .isEqualTo(204);
            isGone(other);
        }
    }

    @Test
    void oneWhoseQuitIsUnderWayRemovesWhatItHasMarkedAndSaysSo() {
        Subscriber slow = Subscriber.of(store.james(), "slow").withMail();
        try (Pop3Client client = slow.enter()) {
            assertThat(client.send("DELE 1")).startsWith("+OK");
            store.shut(Duration.ofMinutes(1));
            client.say("QUIT");
            await().until(() -> store.waiting() == 1);
            assertThat(sessionsOf(slow).get(0).get("state").textValue()).isEqualTo("UPDATE");

            assertThat(api.delete(SESSIONS + "?user=" + slow.name()).status()).isEqualTo(204);
            store.open();

            assertThat(client.hear()).isEqualTo("+OK bye, 1 message removed, 0 left");
            assertThat(client.hear()).isNull();
        } finally {
            store.open();
        }
        assertThat(slow.count()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | ?user=               | user= is to be given once, with a value
                    GET    | ?user=a&user=b       | user= is to be given once, with a value
                    GET    | ?user=%20            | user= is to be given once, with a value
                    GET    | ?user=@example.org   | no user can have such a name
                    GET    | ?usr=bob             | sessions are chosen by user= and address=, and by nothing else
                    DELETE | ?user=bob&adress=::1 | sessions are chosen by user= and address=, and by nothing else
                    DELETE | ?user=%40            | no user can have such a name
                    DELETE | ?address=            | address= is to be given once, with a value
                    DELETE | ''                   | whose sessions are to end is said by user=, address= or both
                    DELETE | ?                    | whose sessions are to end is said by user=, address= or both
                    """)
    void whatCannotBeMeantIsRefusedAndEndsNothing(String method, String query, String why) {
        Subscriber bob = subscriber();
        try (Pop3Client client = bob.enter()) {
            AdminApi.Answer answer = api.send(method, SESSIONS + query, "application/json", "");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(error(400, "InvalidArgument", why));
            assertThat(client.send("NOOP")).startsWith("+OK");
        }
    }

    @Test
    void aSessionThatThereIsNotAndMethodsThatThereAreNot() {
        assertThat(api.delete(SESSIONS + "/nosuch").body())
                .isEqualTo(error(404, "notFound", "there is no session nosuch on this server"));
        assertThat(api.delete(SESSIONS + "/").status()).isEqualTo(404);
        for (String method : List.of("POST", "PUT")) {
            assertThat(api.send(method, SESSIONS, "application/json", "{}").body())
                    .isEqualTo(error(404, "notFound", method + " " + SESSIONS + " can not be found"));
        }
        assertThat(api.get(SESSIONS + "/nosuch").status()).isEqualTo(404);
    }
}
