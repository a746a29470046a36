/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.maildrop.testing.TestAuthority.email;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maildrop.server.Flavour;
import org.maildrop.server.Ports;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.TestAuthority;
import org.maildrop.testing.TestAuthority.Owned;

/**
 * Certificates of clients at a real James: its port 995 asks for one, and so does one with STLS; its port 110 does not.
 */
class ExternalIT {
    private static final String MESSAGE = "Subject: hello\r\n\r\nHello.\r\n";
    private static final String DENIED = "-ERR [AUTH] wrong name or password";
    private static final TestAuthority AUTHORITY = new TestAuthority("Clients");

    @TempDir
    private static Path folder;

    private static JamesProcess james;
    private static int stlsPort;

    @BeforeAll
    static void start() throws IOException {
        Path trusted = Files.write(folder.resolve("clients.p12"), AUTHORITY.trustStore());
        String asks = "<clientAuth><truststore>file://" + trusted.toAbsolutePath() + "</truststore><truststoreSecret>"
                + TestAuthority.PASSWORD + "</truststoreSecret></clientAuth></tls>";
        String shipped = Files.readString(Path.of("james-conf/pop3server.xml"));
        int second = shipped.indexOf("<pop3server ", shipped.indexOf("</pop3server>"));
        String first = shipped.substring(shipped.indexOf("<pop3server "), second);
        stlsPort = Ports.oneFree();
        String stls = first.replace("<jmxName>pop3server<", "<jmxName>pop3server-certificates<")
                .replace("0.0.0.0:110<", "127.0.0.1:" + stlsPort + "<")
                .replace("</tls>", asks);
        String servers =
                shipped.substring(0, second) + stls + shipped.substring(second).replace("</tls>", asks);
        assertThat(servers.split("<clientAuth>")).hasSize(3);
        james = new Launch(Flavour.MEMORY)
                .with("pop3server.xml", servers)
                .with(
                        "maildrop.xml",
                        "<maildrop><auth><cleartext>never</cleartext><mechanisms>PLAIN EXTERNAL</mechanisms>"
                                + "<failed-logins><delay>0s</delay></failed-logins></auth></maildrop>")
                .start();
    }

    @AfterAll
    static void stop() {
        james.kill();
    }

    private static Owned certificateOf(Account account) {
        return AUTHORITY.issue("CN=somebody", email(account.name()));
    }

    /** A session under TLS from the start; an IOException where it comes to nothing. */
    private static Pop3Client connect(Owned own) throws IOException {
        SSLSocket socket = (SSLSocket) ServerCertificate.sockets(own).createSocket("127.0.0.1", james.pop3sPort());
        socket.startHandshake();
        try {
            return new Pop3Client(socket);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Whether the server says anything at all: TLS 1.3 refuses a certificate only after the client's handshake. */
    private static boolean isGreeted(Owned own) {
        try (Pop3Client client = connect(own)) {
            return client.greeting() != null;
        } catch (IOException refused) {
            return false;
        }
    }

    /** What openssl hears behind the handshake, when it says this; nothing when there was no session. */
    private static List<String> openssl(String pem, int port, boolean stls, String... lines) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "client", ".pem"), pem);
        List<String> more = stls ? List.of("-starttls", "pop3") : List.of();
        List<String> arguments = new ArrayList<>(List.of(
                "s_client", "-quiet", "-crlf", "-connect", "127.0.0.1:" + port, "-cert_chain", file.toString()));
        arguments.addAll(List.of("-cert", file.toString(), "-key", file.toString()));
        arguments.addAll(more);
        Tool.Result result =
                Tool.required("openssl").run(String.join("\n", lines) + "\n", arguments.toArray(String[]::new));
        return result.out().lines().toList();
    }

    @Test
    void openSslLogsInByCertificateUnderTlsFromTheStart() throws IOException {
        Account account = Account.of(james).with(MESSAGE);
        assertThat(openssl(certificateOf(account).pem(), james.pop3sPort(), false, "AUTH EXTERNAL =", "STAT", "QUIT"))
                .containsExactly(
                        "+OK Maildrop ready",
                        "+OK maildrop locked and ready, 1 message (" + MESSAGE.length() + " octets)",
                        "+OK 1 " + MESSAGE.length(),
                        "+OK bye, 0 messages removed, 1 left");
    }

    @Test
    void openSslLogsInByCertificateBehindStls() throws IOException {
        Account account = Account.of(james).with(MESSAGE);
        assertThat(openssl(certificateOf(account).pem(), stlsPort, true, "CAPA", "AUTH EXTERNAL", "", "STAT", "QUIT"))
                .contains("SASL EXTERNAL PLAIN")
                .endsWith(
                        "+ ",
                        "+OK maildrop locked and ready, 1 message (" + MESSAGE.length() + " octets)",
                        "+OK 1 " + MESSAGE.length(),
                        "+OK bye, 0 messages removed, 1 left");
    }

    @Test
    void aJavaClientLogsInByCertificate() throws IOException {
        Account account = Account.of(james).with(MESSAGE);
        Account delegate = Account.of(james);
        Owned own = certificateOf(delegate);
        try (Pop3Client client = connect(own)) {
            assertThat(client.lines("CAPA")).contains("SASL EXTERNAL PLAIN");
            assertThat(client.send("AUTH EXTERNAL " + base64(account.name()))).isEqualTo(DENIED);
            james.delegate(account.name(), delegate.name());
            assertThat(client.send("AUTH EXTERNAL " + base64(account.name()))).startsWith("+OK");
            assertThat(client.send("STAT")).isEqualTo("+OK 1 " + MESSAGE.length());
        }
        try (Pop3Client client = connect(own)) {
            assertThat(client.send("AUTH EXTERNAL =")).startsWith("+OK");
            assertThat(client.send("STAT")).isEqualTo("+OK 0 0");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void aUserThatThereIsNotIsDeniedAndPasswordsAreTakenStill() throws IOException {
        Account account = Account.of(james);
        try (Pop3Client client = connect(AUTHORITY.issue("CN=x", email("nobody@example.org")))) {
            assertThat(client.send("AUTH EXTERNAL =")).isEqualTo(DENIED);
            assertThat(client.login(account.name(), account.password())).startsWith("+OK");
        }
    }

    @Test
    void aCertificateWithoutANameIsNotAskedForOne() throws IOException {
        Account account = Account.of(james);
        try (Pop3Client client = connect(AUTHORITY.issue("CN=" + account.name()))) {
            assertThat(client.lines("CAPA")).contains("SASL PLAIN");
            assertThat(client.send("AUTH EXTERNAL =")).startsWith("-ERR this mechanism is not offered");
        }
    }

    @Test
    void whatIsNotTrustedHasNoSessionWhereACertificateIsAskedFor() {
        Account account = Account.of(james);
        assertThat(isGreeted(certificateOf(account))).isTrue();
        assertThat(isGreeted(new TestAuthority("Clients").issue("CN=x", email(account.name()))))
                .isFalse();
        assertThat(isGreeted(AUTHORITY.issue("CN=x", Instant.now().minusSeconds(60), email(account.name()))))
                .isFalse();
        assertThat(isGreeted(null)).isFalse();
    }

    @Test
    void opensslHasNoSessionBehindStlsEither() throws IOException {
        Account account = Account.of(james);
        Owned foreign = new TestAuthority("Clients").issue("CN=x", email(account.name()));
        assertThat(openssl(foreign.pem(), stlsPort, true, "AUTH EXTERNAL =", "QUIT"))
                .isEmpty();
    }

    @Test
    void whereNoCertificateIsAskedForExternalIsNotOffered() throws IOException {
        Account account = Account.of(james);
        List<String> heard =
                openssl(certificateOf(account).pem(), james.pop3Port(), true, "CAPA", "AUTH EXTERNAL =", "QUIT");
        assertThat(heard).contains("SASL PLAIN").noneMatch(line -> line.contains("EXTERNAL PLAIN"));
        assertThat(heard).contains("-ERR this mechanism is not offered, CAPA tells which are");
    }
}
