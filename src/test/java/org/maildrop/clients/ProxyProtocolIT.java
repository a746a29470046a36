/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** Behind a proxy that tells it (HAProxy's PROXY protocol), the client's address is the client's. */
class ProxyProtocolIT {
    private static final String FAR = "203.0.113.9";
    private static final String LOCAL = "127.0.0.1";
    private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};

    private static JamesProcess james;

    @BeforeAll
    static void start() throws IOException {
        String shipped = Files.readString(Path.of("james-conf/pop3server.xml"));
        String proxied =
                shipped.replace("<connectionBacklog>", "<proxyRequired>true</proxyRequired><connectionBacklog>");
        assertThat(proxied).isNotEqualTo(shipped);
        james = new Launch(Flavour.MEMORY).with("pop3server.xml", proxied).start();
    }

    @AfterAll
    static void stop() {
        james.kill();
    }

    private static Socket from(String address, int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("PROXY TCP4 " + address + " 192.0.2.1 40000 " + port + "\r\n").getBytes(US_ASCII));
        return socket;
    }

    /** Version 2 of the protocol, which is binary. */
    private static Socket fromInBinary(byte[] address, int port) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(SIGNATURE);
        header.write(new byte[] {0x21, 0x11, 0, 12});
        header.write(address);
        header.write(new byte[] {(byte) 192, 0, 2, 1, 0x12, 0x34, 0, 110});
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(header.toByteArray());
        return socket;
    }

    @Test
    void aClientElsewhereIsNotOnThisMachineAlthoughItsProxyIs() throws IOException {
        try (Pop3Client far = new Pop3Client(from(FAR, james.pop3Port()))) {
            assertThat(far.lines("CAPA")).contains("STLS").doesNotContain("USER");
            assertThat(far.send("USER bob")).isEqualTo("-ERR passwords and tokens are taken under TLS only");
        }
        try (Pop3Client far = new Pop3Client(fromInBinary(new byte[] {(byte) 203, 0, 113, 9}, james.pop3Port()))) {
            assertThat(far.lines("CAPA")).doesNotContain("USER");
        }
    }

    @Test
    void aClientOnThisMachineIsStillThatBehindItsProxy() throws IOException {
        Account account = Account.of(james);
        try (Pop3Client near = new Pop3Client(from(LOCAL, james.pop3Port()))) {
            assertThat(near.login(account.name(), account.password())).startsWith("+OK");
            assertThat(near.send("QUIT")).startsWith("+OK");
        }
    }

    @Test
    void theHeaderComesBeforeTls() throws IOException {
        Account account = Account.of(james);
        Socket clear = from(FAR, james.pop3sPort());
        try (Pop3Client far =
                new Pop3Client(ServerCertificate.sockets().createSocket(clear, "127.0.0.1", james.pop3sPort(), true))) {
            assertThat(far.login(account.name(), account.password())).startsWith("+OK");
            assertThat(far.send("QUIT")).startsWith("+OK");
        }
    }

    @Test
    void theLogTellsTheClientsAddress() throws IOException {
        Socket clear = from("203.0.113.77", james.pop3sPort());
        try (Pop3Client far =
                new Pop3Client(ServerCertificate.sockets().createSocket(clear, "127.0.0.1", james.pop3sPort(), true))) {
            assertThat(far.login("nobody@example.org", "wrong")).startsWith("-ERR [AUTH]");
        }
        await().untilAsserted(() -> assertThat(Files.readString(james.log()))
                .containsPattern("outcome=denied address=203\\.0\\.113\\.77 .* user=nobody@example\\.org")
                .containsPattern("reason=\\w+ address=203\\.0\\.113\\.77 .*transport=tls"));
    }

    @Test
    void failuresAreCountedForTheClientAndNotForItsProxy() throws IOException {
        Account account = Account.of(james);
        for (int i = 0; i < 5; i++) {
            failFrom("198.51.100.8", "nobody" + i);
        }
        assertThat(seconds(() -> failFrom("198.51.100.8", "nobody"))).isGreaterThanOrEqualTo(4);
        Socket clear = from("198.51.100.9", james.pop3sPort());
        try (Pop3Client neighbour =
                new Pop3Client(ServerCertificate.sockets().createSocket(clear, "127.0.0.1", james.pop3sPort(), true))) {
            assertThat(seconds(() -> assertThat(neighbour.login(account.name(), account.password()))
                            .startsWith("+OK")))
                    .isLessThan(8);
        }
    }

    private static void failFrom(String address, String name) throws IOException {
        Socket clear = from(address, james.pop3sPort());
        try (Pop3Client client =
                new Pop3Client(ServerCertificate.sockets().createSocket(clear, "127.0.0.1", james.pop3sPort(), true))) {
            assertThat(client.login(name + "@example.org", "wrong")).startsWith("-ERR [AUTH]");
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static long seconds(Action action) throws IOException {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }
}
