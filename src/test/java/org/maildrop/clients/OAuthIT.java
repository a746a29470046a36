/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.maildrop.testing.OidcServer.INTROSPECTION;
import static org.maildrop.testing.OidcServer.JWKS;
import static org.maildrop.testing.OidcServer.USERINFO;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.OidcServer;
import org.maildrop.testing.OidcServer.Key;
import org.maildrop.testing.Pop3Client;

/** Logins by token at a real James, whose identity provider is asked about each; none of them is in a log at the end. */
@Execution(ExecutionMode.CONCURRENT)
// With others; its own tests are one after the other.
@ResourceLock("OAuthIT")
class OAuthIT {
    private static final String MESSAGE = "Subject: hello\r\n\r\nHello.\r\n";
    private static final String DENIED = "-ERR [AUTH] wrong name or password";
    private static final String CANNOT_TELL = "-ERR [SYS/TEMP] logins cannot be checked now, try again later";
    private static final int LOGIN_DENIED = 67;

    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static final OidcServer PROVIDER = OidcServer.start();

    private static JamesProcess james;

    @BeforeAll
    static void start() {
        james = james("<introspection><url>" + PROVIDER.url(INTROSPECTION) + "</url><auth>" + OidcServer.CREDENTIALS
                + "</auth></introspection>");
    }

    private static JamesProcess james(String check) {
        return new Launch(Flavour.MEMORY)
                .with(
                        "maildrop.xml",
                        "<maildrop><auth><cleartext>never</cleartext>"
                                + "<mechanisms>PLAIN OAUTHBEARER XOAUTH2</mechanisms>"
                                + "<failed-logins><delay>0s</delay></failed-logins>" + PROVIDER.settings(check)
                                + "</auth></maildrop>")
                .start();
    }

    @AfterAll
    static void noTokenIsInAnyLog() throws IOException {
        try (PROVIDER) {
            noTokenIsInTheLogsOf(james);
        } finally {
            james.kill();
        }
    }

    private static void noTokenIsInTheLogsOf(JamesProcess server) throws IOException {
        Path home = server.log().getParent().getParent();
        String logs = Files.readString(server.log()) + Files.readString(home.resolve("console.log"));
        assertThat(logs).contains("Failed Jwt verification", "a token is refused: ");
        assertThat(TOLD).isNotEmpty();
        TOLD.stream()
                .flatMap(token -> Stream.of(token.split("\\.")))
                .filter(part -> part.length() > 12)
                .forEach(part -> assertThat(logs)
                        .doesNotContain(part)
                        .doesNotContain(Base64.getEncoder().encodeToString(part.getBytes(UTF_8))));
        assertThat(logs).doesNotContain(OidcServer.CREDENTIALS.substring("Basic ".length()));
    }

    private static String told(String token) {
        TOLD.add(token);
        return token;
    }

    private static String tokenOf(Account account) {
        return told(PROVIDER.token(account.name()));
    }

    private static Pop3Client underTls(JamesProcess server) {
        return new Pop3Client(ServerCertificate.connect(server));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String oauthBearer(String user, String token) {
        return base64("n,a=" + user + ",\1host=localhost\1port=995\1auth=Bearer " + token + "\1\1");
    }

    /** The last answer to it: that of the login, or to what a client says to the refusal. */
    private static String login(JamesProcess server, String mechanism, String message) {
        try (Pop3Client client = underTls(server)) {
            String answer = client.send("AUTH " + mechanism + " " + message);
            return answer.startsWith("+ ") ? client.send(mechanism.equals("XOAUTH2") ? "" : "AQ==") : answer;
        }
    }

    private static String login(Account account, String token) {
        return login(james, "OAUTHBEARER", oauthBearer(account.name(), token));
    }

    @Test
    void bothAreOfferedUnderTlsAndNeitherWithout() {
        Account account = Account.of(james);
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.lines("CAPA")).noneMatch(line -> line.startsWith("SASL"));
            assertThat(client.send("AUTH OAUTHBEARER " + oauthBearer(account.name(), tokenOf(account))))
                    .isEqualTo("-ERR passwords and tokens are taken under TLS only");
        }
        try (Pop3Client client = underTls(james)) {
            assertThat(client.lines("CAPA")).contains("SASL OAUTHBEARER XOAUTH2 PLAIN");
        }
    }

    @Test
    void nothingOfItIsThereUnlessItIsSwitchedOn() {
        try (Pop3Client client = new Pop3Client(JamesProcess.shared().pop3Port())) {
            assertThat(client.lines("AUTH")).containsExactly("PLAIN");
            assertThat(client.send("AUTH OAUTHBEARER")).startsWith("-ERR this mechanism is not offered");
            assertThat(client.send("AUTH XOAUTH2")).startsWith("-ERR this mechanism is not offered");
        }
    }

    @ParameterizedTest
    @CsvSource({"OAUTHBEARER, pop3s", "OAUTHBEARER, pop3", "XOAUTH2, pop3s", "XOAUTH2, pop3"})
    void curlReadsMailByToken(String mechanism, String protocol) {
        Account account = Account.of(james).with(MESSAGE);
        for (String more : List.of("--sasl-ir", "--no-sasl-ir")) {
            assertThat(curl(account, mechanism, protocol, more, tokenOf(account)))
                    .isEqualTo(new Tool.Result(0, MESSAGE, ""));
        }
        String token = tokenOf(account);
        PROVIDER.revoke(token);
        assertThat(curl(account, mechanism, protocol, "--sasl-ir", token).exitCode())
                .isEqualTo(LOGIN_DENIED);
    }

    private static Tool.Result curl(Account account, String mechanism, String protocol, String more, String token) {
        int port = protocol.equals("pop3s") ? james.pop3sPort() : james.pop3Port();
        return Tool.required("curl")
                .run(
                        "oauth2-bearer = \"" + token + "\"\nuser = \"" + account.name() + ":\"\n",
                        "--silent",
                        "--show-error",
                        "--max-time",
                        "30",
                        "--ssl-reqd",
                        "--cacert",
                        ServerCertificate.pem().toString(),
                        "--login-options",
                        "AUTH=" + mechanism,
                        more,
                        "--config",
                        "-",
                        protocol + "://127.0.0.1:" + port + "/1");
    }

    /** It takes the challenge of a refusal for a success, as with any server, and only learns better from the next command. */
    @Test
    void angusMailReadsMailByTokenAndReadsNoneWithABadOne() throws Exception {
        Account account = Account.of(james).with(MESSAGE, MESSAGE);
        String token = tokenOf(account);
        try (Store store = angus(account, token)) {
            assertThat(messages(store)).isEqualTo(2);
        }
        PROVIDER.revoke(token);
        try (Store store = angus(account, token)) {
            assertThatThrownBy(() -> messages(store))
                    .isInstanceOf(MessagingException.class)
                    .hasStackTraceContaining("STAT command failed");
        }
    }

    private static int messages(Store store) throws MessagingException {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        return inbox.getMessageCount();
    }

    private static Store angus(Account account, String token) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.pop3s.ssl.socketFactory", ServerCertificate.sockets());
        properties.put("mail.pop3s.auth.mechanisms", "XOAUTH2");
        properties.put("mail.pop3s.timeout", "30000");
        Store store = Session.getInstance(properties).getStore("pop3s");
        store.connect("127.0.0.1", james.pop3sPort(), account.name(), token);
        return store;
    }

    /** RFC 7628, section 4.3, and Google's exchange. */
    @Test
    void aRefusedClientIsToldWhereToGetATokenAndMayTryAgain() {
        Account account = Account.of(james).with(MESSAGE);
        String expired = told(PROVIDER.key().sign(Map.of("email", account.name(), "exp", 1)));
        try (Pop3Client client = underTls(james)) {
            assertThat(client.send("AUTH OAUTHBEARER")).isEqualTo("+ ");
            assertThat(client.send(oauthBearer(account.name(), expired)))
                    .isEqualTo("+ "
                            + base64(
                                    "{\"status\":\"invalid_token\",\"scope\":\"openid email\",\"openid-configuration\":\""
                                            + PROVIDER.url(OidcServer.CONFIGURATION) + "\"}"));
            assertThat(client.send("AQ==")).isEqualTo(DENIED);
            assertThat(client.send(
                            "AUTH XOAUTH2 " + base64("user=" + account.name() + "\1auth=Bearer " + expired + "\1\1")))
                    .isEqualTo("+ " + base64("{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"openid email\"}"));
            assertThat(client.send("")).isEqualTo(DENIED);
            assertThat(client.send("AUTH OAUTHBEARER " + base64("n,,\1auth=Bearer " + tokenOf(account) + "\1\1")))
                    .startsWith("+OK maildrop locked");
            assertThat(client.send("STAT")).isEqualTo("+OK 1 " + MESSAGE.length());
        }
    }

    @Test
    void aTokenOpensOnesOwnMaildropAndThatOfWhomOneMayActAs() {
        Account owner = Account.of(james).with(MESSAGE);
        Account delegate = Account.of(james);
        assertThat(login(owner, tokenOf(delegate))).isEqualTo(DENIED);
        james.delegate(owner.name(), delegate.name());
        assertThat(login(owner, tokenOf(delegate))).startsWith("+OK maildrop locked and ready, 1 message");
        assertThat(login(delegate, tokenOf(owner))).isEqualTo(DENIED);
        assertThat(login(
                        james,
                        "XOAUTH2",
                        base64("user=" + owner.name() + "\1auth=Bearer " + tokenOf(delegate) + "\1\1")))
                .startsWith("+OK maildrop locked and ready, 1 message");
        assertThat(login(james, "OAUTHBEARER", oauthBearer("", told(PROVIDER.token("nobody@example.org")))))
                .isEqualTo(DENIED);
    }

    @Test
    void foreignAndRevokedTokensAreDenied() {
        Account account = Account.of(james);
        assertThat(login(account, told(Key.rsa().sign(PROVIDER.claims(account.name())))))
                .isEqualTo(DENIED);
        String forged = Key.rsa().named(PROVIDER.key().id()).sign(PROVIDER.claims(account.name()));
        assertThat(login(account, told(forged))).isEqualTo(DENIED);
        assertThat(login(account, told("2YotnFZFEjr1zCsicMWpAA"))).isEqualTo(DENIED);
        String revoked = tokenOf(account);
        assertThat(login(account, revoked)).startsWith("+OK");
        PROVIDER.revoke(revoked);
        assertThat(login(account, revoked)).isEqualTo(DENIED);
    }

    @Test
    void aProviderThatIsSlowIsWaitedForNotForEverAndKeepsNobodyElseWaiting() {
        Account account = Account.of(james);
        Account other = Account.of(james);
        PROVIDER.hang(INTROSPECTION);
        try (Pop3Client waiting = underTls(james)) {
            waiting.say("AUTH OAUTHBEARER " + oauthBearer(account.name(), tokenOf(account)));
            try (Pop3Client client = underTls(james)) {
                assertThat(client.login(other.name(), other.password())).startsWith("+OK");
            }
            assertThat(waiting.isAnswered()).isFalse();
            assertThat(waiting.hear()).isEqualTo(CANNOT_TELL);
        } finally {
            PROVIDER.recover();
        }
        assertThat(login(account, tokenOf(account))).startsWith("+OK");
    }

    @Test
    void aProviderThatIsDownIsNoDenial() {
        Account account = Account.of(james);
        PROVIDER.stop();
        try {
            assertThat(login(account, tokenOf(account))).isEqualTo(CANNOT_TELL);
        } finally {
            PROVIDER.restart();
        }
        assertThat(login(account, tokenOf(account))).startsWith("+OK");
    }

    @Test
    void aNewKeyIsFound() {
        Account account = Account.of(james);
        assertThat(login(account, tokenOf(account))).startsWith("+OK");
        String old = tokenOf(account);
        PROVIDER.rotate(Key.ec());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> login(account, tokenOf(account)).startsWith("+OK"));
        assertThat(login(account, old)).isEqualTo(DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<userinfo><url>" + "USERINFO" + "</url></userinfo>"})
    void aTokenMayBeCheckedInOtherWays(String check) throws IOException {
        int before = PROVIDER.calls(USERINFO);
        JamesProcess server = james(check.replace("USERINFO", PROVIDER.url(USERINFO)));
        try {
            Account account = Account.of(server);
            String token = tokenOf(account);
            assertThat(login(server, "OAUTHBEARER", oauthBearer(account.name(), token)))
                    .startsWith("+OK");
            PROVIDER.revoke(token);
            assertThat(login(server, "OAUTHBEARER", oauthBearer(account.name(), token)))
                    .startsWith(check.isEmpty() ? "+OK" : DENIED);
            assertThat(login(
                            server,
                            "OAUTHBEARER",
                            oauthBearer(
                                    account.name(), told(Key.rsa().unnamed().sign(PROVIDER.claims(account.name()))))))
                    .isEqualTo(DENIED);
            assertThat(PROVIDER.calls(USERINFO) - before).isEqualTo(check.isEmpty() ? 0 : 2);
            assertThat(PROVIDER.calls(JWKS)).isPositive();
            noTokenIsInTheLogsOf(server);
        } finally {
            server.kill();
        }
    }
}
