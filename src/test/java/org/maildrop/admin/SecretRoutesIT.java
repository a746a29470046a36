/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.maildrop.testing.AdminApi.error;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.AdminApi;
import org.maildrop.testing.AdminApi.Answer;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.OpenApi;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.Proofs;

/** Shared secrets, set and removed through the webadmin of a real James that logs all that its lines have with them. */
class SecretRoutesIT {
    private static final String SECRETS = "/pop3/secrets";
    private static final String JSON = "application/json";

    private static final String SETTINGS =
            "<maildrop><auth><apop>on</apop>" + "<failed-logins><delay>0s</delay></failed-logins></auth></maildrop>";
    private static final String NONE = "<maildrop><auth><secrets><store>none</store></secrets></auth></maildrop>";

    private static final OpenApi DESCRIBED = new OpenApi();

    private static JamesProcess james;
    private static AdminApi api;

    /** Its log has the context of each line in it, as a layout of JSON has. */
    @BeforeAll
    static void start() throws IOException {
        String shipped = Files.readString(Path.of("src/server/conf/logback.xml"));
        String telling = shipped.replace("%msg%n", "%msg [%mdc]%n").replace("level=\"INFO\"", "level=\"TRACE\"");
        assertThat(telling).contains("%mdc", "TRACE");
        james = JamesProcess.shared(Map.of("maildrop.xml", SETTINGS, "logback.xml", telling));
        api = new AdminApi(james, DESCRIBED);
    }

    @AfterAll
    static void allThatIsPromisedWasSeen() {
        assertThat(DESCRIBED.unseen(SECRETS)).as("promised and not tested").isEmpty();
    }

    private static String of(Subscriber user) {
        return SECRETS + "/" + user.name();
    }

    private static String body(String secret) {
        return "{\"secret\":\"" + secret + "\"}";
    }

    private static void isNoContent(Answer answer) {
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    private static String apop(Subscriber user, String secret) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            String timestamp = client.greeting().replaceFirst(".*(<.*>).*", "$1");
            return client.send("APOP " + user.name() + " " + Proofs.apop(timestamp, secret.getBytes(UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanstaaf-by-webadmin", "zw\u00F6lf B\u00E4ren, \uD83D\uDC3B", " blanks around "})
    void aSecretThatIsSetLetsItsUserInByApop(String secret) {
        Subscriber bob = Subscriber.of(james);
        assertThat(apop(bob, secret)).startsWith("-ERR [AUTH]");

        isNoContent(api.put(of(bob), body(secret)));

        assertThat(apop(bob, secret)).startsWith("+OK");
        assertThat(apop(bob, secret + "x")).startsWith("-ERR [AUTH]");
    }

    @Test
    void whetherThereIsOneIsToldAndNeverWhich() {
        Subscriber bob = Subscriber.of(james);
        String none = error(404, "notFound", bob.name() + " has no shared secret");
        assertThat(api.get(of(bob)).body()).isEqualTo(none);
        assertThat(api.delete(of(bob)).body()).isEqualTo(none);
        String shouted = SECRETS + "/" + bob.name().toUpperCase(Locale.ROOT).replace("@", "%40");

        isNoContent(api.put(shouted, body("first")));
        isNoContent(api.send("PUT", of(bob), "Application/JSON; charset=utf-8", body("second")));

        assertThat(api.get(shouted).body()).isEqualTo("{\"user\":\"" + bob.name() + "\"}");
        assertThat(names()).contains(bob.name()).isSorted();
        assertThat(apop(bob, "first")).startsWith("-ERR [AUTH]");
        assertThat(apop(bob, "second")).startsWith("+OK");

        isNoContent(api.delete(shouted));
        assertThat(api.get(of(bob)).body()).isEqualTo(none);
        assertThat(names()).doesNotContain(bob.name());
        assertThat(apop(bob, "second")).startsWith("-ERR [AUTH]");
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        api.get(SECRETS).json().forEach(name -> names.add(name.textValue()));
        return names;
    }

    @Test
    void theSecretOfAUserThatIsNoMoreCanBeRemovedAndNotSet() {
        Subscriber bob = Subscriber.of(james);
        isNoContent(api.put(of(bob), body("left behind")));
        james.removeUser(bob.name());

        assertThat(api.put(of(bob), body("another")).body())
                .isEqualTo(error(404, "notFound", "there is no user " + bob.name()));
        assertThat(api.get(of(bob)).status()).isEqualTo(200);
        isNoContent(api.delete(of(bob)));
    }

    @Test
    void aNameWithSignsThatUrlsUseOtherwise() {
        Subscriber bob = Subscriber.of(james, "o'b+b&x=1");

        isNoContent(api.put(of(bob).replace("&", "%26"), body("plus")));

        assertThat(api.get(of(bob).replace("+", "%2b")).json().get("user").textValue())
                .isEqualTo(bob.name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    ~~                                | the body is to be an object of JSON
                    nothing-of-json                   | the body is to be an object of JSON
                    "a text"                          | the body is to be an object of JSON
                    ["secret"]                        | the body is to be an object of JSON
                    {"secret":"hush-hush"             | the body is to be an object of JSON
                    {"secret":"hush-hush"}{}          | the body is to be an object of JSON
                    {"secret":"a","secret":"b"}       | the body is to be an object of JSON
                    {}                                | the body is to have a secret, which is a text
                    {"password":"hush-hush"}          | the body is to have a secret, which is a text
                    {"secret":null}                   | the body is to have a secret, which is a text
                    {"secret":12}                     | the body is to have a secret, which is a text
                    {"secret":["hush-hush"]}          | the body is to have a secret, which is a text
                    {"secret":"hush-hush","more":1}   | the body is to have a secret, and nothing else
                    {"secret":""}                     | that is none: a shared secret is not empty
                    {"secret":"hush\\nhush"}          | that is none: a shared secret has no control characters
                    {"secret":"hush\\u0000"}          | that is none: a shared secret has no control characters
                    {"secret":"hush\\ud800"}          | that is none: a shared secret has no halves of characters
                    """)
    void aBodyThatIsNotWhatItIsToBe(String body, String why) {
        Subscriber bob = Subscriber.of(james);

        Answer answer = api.put(of(bob), body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(error(400, "InvalidArgument", why));
        assertThat(api.get(of(bob)).status()).isEqualTo(404);
    }

    @Test
    void aSecretMayHave512OctetsInUtf8AndNoMore() {
        Subscriber bob = Subscriber.of(james);
        String longest = "\u00E4".repeat(256);
        isNoContent(api.put(of(bob), body(longest)));

        assertThat(api.put(of(bob), body(longest + "x")).body())
                .isEqualTo(error(400, "InvalidArgument", "that is none: a shared secret has at most 512 octets"));
        assertThat(api.send("PUT", of(bob), JSON, body("\u00E4").getBytes(ISO_8859_1))
                        .body())
                .isEqualTo(error(400, "InvalidArgument", "the body is to be an object of JSON"));
        assertThat(apop(bob, longest)).startsWith("+OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx", "multipart/form-data"
            })
    void anotherTypeOfBody(String type) {
        Answer answer = api.send("PUT", of(Subscriber.of(james)), type, body("hush-hush"));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body())
                .isEqualTo(error(415, "InvalidArgument", "the Content-Type is to be application/json"));
    }

    @ParameterizedTest
    @CsvSource({"GET,/@example.org", "PUT,/%20", "DELETE,/bob@-"})
    void aNameThatNoUserCanHave(String method, String path) {
        Answer answer = api.send(method, SECRETS + path, JSON, body("hush-hush"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(error(400, "InvalidArgument", "no user can have such a name"));
    }

    @Test
    void anUnknownUserAndMethodsThatThereAreNot() {
        assertThat(api.put(SECRETS + "/nobody@example.org", body("hush-hush")).body())
                .isEqualTo(error(404, "notFound", "there is no user nobody@example.org"));
        for (String method : List.of("PUT", "POST", "DELETE")) {
            assertThat(api.send(method, SECRETS, JSON, body("hush-hush")).body())
                    .isEqualTo(error(404, "notFound", method + " " + SECRETS + " can not be found"));
        }
        String bob = SECRETS + "/bob@example.org";
        assertThat(api.send("POST", bob, JSON, body("hush-hush")).body())
                .isEqualTo(error(404, "notFound", "POST " + bob + " can not be found"));
    }

    @Test
    void withoutAStoreThereIsNoPlaceForOne() {
        AdminApi there = new AdminApi(JamesProcess.shared(Map.of("maildrop.xml", NONE)), DESCRIBED);
        String none = error(
                409,
                "WrongState",
                "conf/maildrop.xml says <store>none</store> in <secrets>: there is no place for one");

        assertThat(there.get(SECRETS).body()).isEqualTo(none);
        assertThat(there.get(SECRETS + "/bob@example.org").body()).isEqualTo(none);
        assertThat(there.put(SECRETS + "/bob@example.org", body("hush-hush")).body())
                .isEqualTo(none);
        assertThat(there.delete(SECRETS + "/bob@example.org").body()).isEqualTo(none);
    }

    @Test
    void whileItsStoreIsAwayNothingIsSaidOfSecrets() {
        JamesProcess away = JamesProcess.shared(Map.of("maildrop.xml", Away.SETTINGS));
        AdminApi there = new AdminApi(away, DESCRIBED);
        Subscriber bob = Subscriber.of(away);
        String trouble = error(
                503,
                "ServerError",
                "the store of the users, or of their secrets, cannot answer; the cause is in the log of James");

        assertThat(there.get(SECRETS).body()).isEqualTo(trouble);
        assertThat(there.get(of(bob)).body()).isEqualTo(trouble);
        assertThat(there.put(of(bob), body("hush-hush")).body()).isEqualTo(trouble);
        assertThat(there.delete(of(bob)).body()).isEqualTo(trouble);
    }

    @Test
    void noSecretIsInTheLogEvenWhereThatHasTheBodiesOfRequests() throws IOException {
        Subscriber bob = Subscriber.of(james);
        isNoContent(api.put(of(bob), body("hush-hush-in-no-log")));
        isNoContent(api.put("/" + of(bob), body("hush-hush-in-no-log")));
        api.put("/pop3/secret/" + bob.name(), body("hush-hush-in-no-log"));
        api.put(of(bob), "{\"secret\":\"hush-hush-in-no-log\",");
        api.send("PUT", of(bob), "text/plain", body("hush-hush-in-no-log"));
        api.send("PUT", "/domains/mark.example.org", JSON, "a body that James logs");

        await().until(() -> Files.readString(james.log()).contains("request-body=a body that James logs"));
        assertThat(Files.readString(james.log()))
                .contains("/pop3/secrets/" + bob.name())
                .doesNotContain("hush-hush-in-no-log");
    }
}
