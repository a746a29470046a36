/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.LoggedLine;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.Proofs;

/** What a real James has in its log of sessions and logins, and what it never has. */
class SessionLogIT {
    private static final String SETTINGS =
            "<maildrop><lock><wait>10s</wait><takeover-after>3s</takeover-after></lock><auth>"
                    + "<mechanisms>SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN</mechanisms><apop>on</apop>"
                    + "<failed-logins><delay>0s</delay></failed-logins></auth></maildrop>";
    private static final String MESSAGE = "Subject: hello-to-nobody\r\n\r\nnobody-else-reads-this\r\n";
    private static final String SECRET = "tanstaaf-that-nobody-tells";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2lnbmF0dXJlLXRvLWtlZXA";

    private static JamesProcess james;

    /** All of ours is logged, as one does who looks for trouble. */
    @BeforeAll
    static void start() throws IOException {
        String shipped = Files.readString(Path.of("src/server/conf/logback.xml"));
        String loud = shipped.replace(
                "<logger name=\"org.maildrop\" level=\"INFO\"/>", "<logger name=\"org.maildrop\" level=\"TRACE\"/>");
        assertThat(loud).isNotEqualTo(shipped);
        james = new Launch(Flavour.MEMORY)
                .with("maildrop.xml", SETTINGS)
                .with("logback.xml", loud)
                .start();
    }

    @AfterAll
    static void stop() {
        james.kill();
    }

    private static List<LoggedLine> lines(String logger, Account account) throws IOException {
        return lines(logger).stream()
                .filter(line -> account.name().equals(line.get("user")))
                .toList();
    }

    /** The lines of that logger so far. */
    private static List<LoggedLine> lines(String logger) throws IOException {
        String mark = " o.m." + logger + " - ";
        return Files.readAllLines(james.log()).stream()
                .filter(line -> line.contains(mark))
                .map(line -> LoggedLine.of(line.substring(line.indexOf(mark) + mark.length())))
                .toList();
    }

    /** What the sessions of that user ended by, once so many have ended. */
    private static List<LoggedLine> ended(Account account, int count) throws IOException {
        await().until(() -> lines("sessions", account).size() == count);
        return lines("sessions", account);
    }

    private static Pop3Client loggedIn(Account account) {
        Pop3Client client = new Pop3Client(james.pop3Port());
        assertThat(client.login(account.name(), account.password())).startsWith("+OK");
        return client;
    }

    @Test
    void aSessionThatQuits() throws IOException {
        Account account = Account.of(james).with(MESSAGE, MESSAGE);
        try (Pop3Client client = new Pop3Client(ServerCertificate.connect(james))) {
            client.login(account.name(), account.password());
            client.lines("UIDL");
            client.lines("RETR 1");
            client.send("DELE 1");
            client.send("QUIT");
        }

        LoggedLine line = ended(account, 1).get(0);
        assertThat(line.get("reason")).isEqualTo("quit");
        assertThat(line.get("address")).isEqualTo("127.0.0.1");
        assertThat(line.get("transport")).isEqualTo("tls");
        assertThat(line.get("messages")).isEqualTo("2");
        assertThat(line.get("octets")).isEqualTo(Integer.toString(2 * MESSAGE.length()));
        assertThat(line.get("retr")).isEqualTo("1");
        assertThat(line.get("dele")).isEqualTo("1");
        assertThat(line.get("removed")).isEqualTo("1");
        assertThat(line.get("uidl-hash")).matches("[0-9a-f]{1,16}");
        LoggedLine login = lines("logins", account).get(0);
        assertThat(login.get("outcome")).isEqualTo("entered");
        assertThat(login.get("session")).isEqualTo(line.get("session"));
    }

    @Test
    void aClientThatClosesAndOneThatResetsTheConnection() throws IOException {
        Account account = Account.of(james).with(MESSAGE);
        loggedIn(account).close();
        assertThat(ended(account, 1).get(0).get("reason")).isEqualTo("disconnected");

        Socket socket = new Socket(InetAddress.getLoopbackAddress(), james.pop3Port());
        try (Pop3Client client = new Pop3Client(socket)) {
            assertThat(client.login(account.name(), account.password())).startsWith("+OK");
            socket.setSoLinger(true, 0);
        }
        assertThat(ended(account, 2).get(1).get("reason")).isEqualTo("reset");
    }

    /** Many, since it matters when what they say comes in: before James has told us of the connection, or behind that. */
    @Test
    void clientsThatSpeakInClearWhereTlsIsSpoken() throws IOException {
        int clients = 100;
        List<Socket> open = new ArrayList<>();
        try {
            for (int client = 0; client < clients; client++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), james.pop3sPort());
                open.add(socket);
                socket.getOutputStream().write("CAPA\r\n".getBytes(UTF_8));
            }
            await().until(() -> lines("sessions").stream()
                            .filter(line -> line.get("reason").equals("tls-failed"))
                            .count()
                    == clients);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void aSessionThatIsTakenOver() throws IOException {
        Account account = Account.of(james).with(MESSAGE);
        try (Pop3Client first = loggedIn(account);
                Pop3Client second = loggedIn(account)) {
            assertThat(first.hear()).startsWith("-ERR [IN-USE]");
            LoggedLine taken = ended(account, 1).get(0);
            assertThat(taken.get("reason")).isEqualTo("taken-over");
            assertThat(second.send("QUIT")).startsWith("+OK");
        }

        LoggedLine successor = ended(account, 2).get(1);
        assertThat(successor.get("reason")).isEqualTo("quit");
        assertThat(Double.parseDouble(successor.get("wait"))).isGreaterThan(0);
    }

    @Test
    void neitherPasswordsNorSecretsNorTokensNorMailAreInAnyLog() throws IOException {
        Account account = Account.of(james, "password-that-nobody-tells").with(MESSAGE);
        james.share(account.name(), SECRET);
        Told told = new Told();
        for (String secret : List.of(SECRET, "wrong-guess-at-it")) {
            everyWay(account, told, secret.equals(SECRET) ? account.password() : secret, secret);
        }

        await().until(() -> lines("sessions", account).size() == 14);
        Path home = james.log().getParent().getParent();
        String logs = Files.readString(james.log()) + Files.readString(home.resolve("console.log"));
        assertThat(lines("logins", account).stream().map(line -> line.get("outcome")))
                .containsOnly("entered", "denied")
                .hasSize(14);
        assertThat(told.lines).hasSizeGreaterThan(20).allSatisfy(line -> assertThat(logs)
                .doesNotContain(line));
        assertThat(logs)
                .doesNotContain(account.password())
                .doesNotContain(SECRET)
                .doesNotContain("wrong-guess")
                .doesNotContain(TOKEN)
                .doesNotContain("nobody-else-reads-this")
                .doesNotContain("hello-to-nobody");
    }

    /** What a client has said to prove who it is, to the letter. */
    private static final class Told {
        private final List<String> lines = new ArrayList<>();

        String base64(String message) {
            return said(Base64.getEncoder().encodeToString(message.getBytes(UTF_8)));
        }

        String said(String proof) {
            lines.add(proof);
            return proof;
        }
    }

    private interface Way {
        void logIn(Pop3Client client);
    }

    private static void everyWay(Account account, Told told, String password, String secret) {
        String name = account.name();
        byte[] octets = secret.getBytes(UTF_8);
        List<Way> ways = List.of(
                client -> client.login(name, told.said(password)),
                client -> client.send("AUTH PLAIN " + told.base64("\0" + name + "\0" + password)),
                client -> {
                    client.send("AUTH LOGIN");
                    client.send(Base64.getEncoder().encodeToString(name.getBytes(UTF_8)));
                    client.send(told.base64(password));
                },
                client -> {
                    String greeting = client.greeting();
                    String timestamp = greeting.substring(greeting.indexOf('<'));
                    client.send("APOP " + name + " " + told.said(Proofs.apop(timestamp, octets)));
                },
                client -> {
                    String challenge = decoded(client.send("AUTH CRAM-MD5"));
                    client.send(told.base64(Proofs.cramMd5(challenge, name, octets)));
                },
                client -> scram(client, new Proofs.Scram("SHA-1", name), told, octets),
                client -> scram(client, new Proofs.Scram("SHA-256", name), told, octets));
        for (Way way : ways) {
            try (Pop3Client client = new Pop3Client(james.pop3Port())) {
                client.send("AUTH OAUTHBEARER " + told.base64("n,a=" + name + ",\1auth=Bearer " + TOKEN + "\1\1"));
                way.logIn(client);
                client.send("RETR 1");
                client.send("QUIT");
            }
        }
    }

    private static void scram(Pop3Client client, Proofs.Scram scram, Told told, byte[] secret) {
        String challenge = decoded(client.send("AUTH SCRAM-" + scram.hash() + " "
                + Base64.getEncoder().encodeToString(scram.first().getBytes(UTF_8))));
        String answer = client.send(told.base64(scram.last(challenge, secret)));
        if (answer.startsWith("+ ")) {
            client.send("");
        }
    }

    private static String decoded(String challenge) {
        assertThat(challenge).startsWith("+ ");
        return new String(Base64.getDecoder().decode(challenge.substring(2)), UTF_8);
    }
}
