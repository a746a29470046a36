/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

@Execution(ExecutionMode.CONCURRENT)
class CurlIT {
    private static final String MESSAGE = "Subject: dots\r\n\r\n.\r\n..\r\nthe end\r\n";
    private static final int OCTETS = MESSAGE.length();
    private static final int LOGIN_DENIED = 67;

    private static Tool curl;
    private static JamesProcess james;
    private static String certificate;

    @BeforeAll
    static void start() {
        curl = Tool.required("curl");
        james = JamesProcess.shared();
        certificate = ServerCertificate.pem().toString();
    }

    /** The three ways in: in clear, STLS insisted upon, TLS from the start. */
    private static Stream<Way> ways() {
        return Stream.of(
                new Way("in clear", "pop3://127.0.0.1:" + james.pop3Port()),
                new Way("by STLS", "pop3://127.0.0.1:" + james.pop3Port(), "--ssl-reqd", "--cacert", certificate),
                new Way("by pop3s", "pop3s://127.0.0.1:" + james.pop3sPort(), "--cacert", certificate));
    }

    private record Way(String name, String url, String... options) {
        Tool.Result curl(Account account, String path, String... more) {
            List<String> arguments = new ArrayList<>(List.of("--silent", "--show-error", "--max-time", "30"));
            arguments.addAll(Arrays.asList(options));
            arguments.addAll(Arrays.asList(more));
            arguments.addAll(List.of("--config", "-", url + path));
            String user = (account.name() + ":" + account.password())
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"");
            return curl.run("user = \"" + user + "\"\n", arguments.toArray(String[]::new));
        }
    }

    @TestFactory
    Stream<DynamicTest> listsRetrievesAndDeletes() {
        return ways().map(way -> DynamicTest.dynamicTest(way.name(), () -> {
            Account account = Account.of(james).with(MESSAGE, "Subject: second\r\n\r\n", MESSAGE);

            assertThat(way.curl(account, "/").out().lines()).containsExactly("1 " + OCTETS, "2 19", "3 " + OCTETS);
            assertThat(way.curl(account, "/3").out()).isEqualTo(MESSAGE);

            Tool.Result deleted = way.curl(account, "/1", "--list-only", "--request", "DELE");
            assertThat(deleted).isEqualTo(new Tool.Result(0, "", ""));
            assertThat(way.curl(account, "/").out().lines()).containsExactly("1 19", "2 " + OCTETS);
            assertThat(account.count()).isEqualTo(2);
        }));
    }

    @TestFactory
    Stream<DynamicTest> seesUniqueIdsAndTheTopOfAMessage() {
        return ways().map(way -> DynamicTest.dynamicTest(way.name(), () -> {
            Account account = Account.of(james).with(MESSAGE, MESSAGE);

            assertThat(way.curl(account, "/", "--request", "UIDL").out().lines())
                    .hasSize(2)
                    .allMatch(line -> line.matches("[12] [!-~]{1,70}"));
            assertThat(way.curl(account, "/", "--request", "TOP 2 1").out()).isEqualTo("Subject: dots\r\n\r\n.\r\n");
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", " blanks around ", "colon:\"quote\\", "pässwörd €", "%41+&#;$(x)", "a\tb"})
    void logsInWithAnyPassword(String password) {
        Account account = Account.of(james, password).with(MESSAGE);

        assertThat(ways()).allSatisfy(way -> {
            assertThat(way.curl(account, "/1").out()).isEqualTo(MESSAGE);
            Account impostor = new Account(james, account.name(), password + " ");
            assertThat(way.curl(impostor, "/1").exitCode()).isEqualTo(LOGIN_DENIED);
        });
    }

    /** APOP and CRAM-MD5, for which it needs a shared secret, are in SecretClientsIT, tokens in OAuthIT. */
    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void logsInByTheMechanismThatItIsToldToUse(String mechanism) {
        JamesProcess all = JamesProcess.shared(Map.of("maildrop.xml", SecretClientsIT.SETTINGS));
        Account account = Account.of(all, "pässwörd €").with(MESSAGE);
        Way way = new Way(
                mechanism,
                "pop3://127.0.0.1:" + all.pop3Port(),
                "--verbose",
                "--ssl-reqd",
                "--cacert",
                certificate,
                "--login-options",
                "AUTH=" + mechanism);
        Tool.Result result = way.curl(account, "/1");
        assertThat(result.out()).isEqualTo(MESSAGE);
        assertThat(result.err()).contains("> AUTH " + mechanism).doesNotContain("> PASS");
    }

    @Test
    void isRefusedWhileAnotherSessionIsInsideAndLetInBehindIt() {
        Account account = Account.of(james).with(MESSAGE);

        try (Pop3Client inside = new Pop3Client(james.pop3Port())) {
            assertThat(inside.login(account.name(), account.password())).startsWith("+OK");
            assertThat(ways()).allSatisfy(way -> {
                Tool.Result refused = way.curl(account, "/1", "--verbose");
                assertThat(refused.exitCode()).isEqualTo(LOGIN_DENIED);
                assertThat(refused.err()).contains("-ERR [IN-USE] maildrop in use");
            });
            assertThat(inside.send("QUIT")).startsWith("+OK");
        }
        assertThat(ways())
                .allSatisfy(way -> assertThat(way.curl(account, "/1").out()).isEqualTo(MESSAGE));
    }
}
