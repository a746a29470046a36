/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Observation;

/** Who comes to the TLS port without TLS, or does not trust us, is no error of the server's. */
class BrokenHandshakeIT {
    private static JamesProcess james;

    @BeforeAll
    static void start() {
        james = JamesProcess.sharedByWhatReadsErrors();
    }

    @Test
    void aClientThatSpeaksInClearLeavesNoErrorInTheLog() throws IOException {
        long before = errors();
        try (Socket socket = connect()) {
            socket.getOutputStream().write("CAPA\r\n".getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .doesNotContain("+OK");
            awaitClosed(socket);
        }
        assertThat(errors()).isEqualTo(before);
    }

    @Test
    void aClientThatDoesNotTrustTheCertificateLeavesNoErrorInTheLog() throws IOException {
        long before = errors();
        try (Socket socket = connect()) {
            SSLSocketFactory strict = (SSLSocketFactory) SSLSocketFactory.getDefault();
            try (SSLSocket tls = (SSLSocket) strict.createSocket(socket, "127.0.0.1", socket.getPort(), true)) {
                assertThatThrownBy(tls::startHandshake).isInstanceOf(SSLException.class);
            }
            awaitClosed(socket);
        }
        assertThat(errors()).isEqualTo(before);
    }

    /** Its session has begun: of one that speaks before that James may miss the end, see src/doc/operating.md. */
    private static Socket connect() throws IOException {
        awaitSessions(0);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), james.pop3sPort());
        socket.setSoTimeout(10_000);
        awaitSessions(1);
        return socket;
    }

    private static void awaitSessions(int count) {
        await().until(() -> Observation.metrics(james).get("maildrop_sessions_authorization") == count);
    }

    /** The last line that James logs of a connection. */
    private static void awaitClosed(Socket socket) {
        await().until(() -> log().contains("Connection closed for /127.0.0.1:" + socket.getLocalPort()));
    }

    private static long errors() {
        return log().lines().filter(line -> line.contains(" ERROR ")).count();
    }

    private static String log() {
        try {
            return Files.readString(james.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
