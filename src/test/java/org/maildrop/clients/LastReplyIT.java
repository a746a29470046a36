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

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** What the server says last is read by a client that was still sending, in clear and under TLS. */
@Isolated("a client that has not read the last reply two seconds later has lost it")
class LastReplyIT {
    private static final String MESSAGE = "Subject: x\r\n\r\n" + ("y".repeat(78) + "\r\n").repeat(1_000);

    @ParameterizedTest
    @ValueSource(strings = {"", "TLSv1.2", "TLSv1.3"})
    void arrivesWholeAndTheConnectionIsClosed(String tls) throws IOException {
        JamesProcess james = JamesProcess.sharedByWhatReadsErrors();
        Account account = Account.of(james).with(MESSAGE);
        try (Socket socket = connect(james, tls)) {
            socket.setSoTimeout(20_000);
            say(socket, "USER " + account.name() + "\r\nPASS secret\r\nRETR 1\r\n" + "XYZZY\r\n".repeat(20));
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> login(account).startsWith("+OK"));

            say(socket, "NOOP\r\n".repeat(1_000));

            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), US_ASCII))
                    .contains("y\r\n.\r\n-ERR unknown command\r\n")
                    .endsWith("\r\n-ERR too many refused commands, closing the connection\r\n");
            await().until(() -> Files.readString(james.log())
                    .contains("Connection closed for /127.0.0.1:" + socket.getLocalPort()));
        }
        assertThat(Files.readString(james.log())).doesNotContain(" ERROR ");
    }

    private static Socket connect(JamesProcess james, String tls) throws IOException {
        Socket plain = new Socket();
        plain.setReceiveBufferSize(4096);
        int port = tls.isEmpty() ? james.pop3Port() : james.pop3sPort();
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        if (tls.isEmpty()) {
            return plain;
        }
        SSLSocket secured = (SSLSocket) ServerCertificate.sockets().createSocket(plain, "127.0.0.1", port, true);
        secured.setEnabledProtocols(new String[] {tls});
        return secured;
    }

    private static String login(Account account) {
        try (Pop3Client client = new Pop3Client(account.james().pop3Port())) {
            return client.login(account.name(), account.password());
        }
    }

    private static void say(Socket socket, String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(US_ASCII));
    }
}
