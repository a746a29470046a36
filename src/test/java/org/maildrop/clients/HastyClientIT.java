/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maildrop.testing.JamesProcess;

/** Clients that talk before the greeting on the TLS port, the first commands in one flight with the handshake's end. */
class HastyClientIT {
    /** What went wrong once went wrong in a few of a thousand: after a change here, try 1000. */
    private static final int CONNECTIONS = Integer.getInteger("hasty", 100);

    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.3, false", "TLSv1.2, true"})
    void areAnsweredInOrderBehindTheGreeting(String version, boolean inOneFlight) throws IOException {
        JamesProcess james = JamesProcess.shared();
        SSLSocketFactory sockets = ServerCertificate.sockets();

        for (int connection = 0; connection < CONNECTIONS; connection++) {
            assertThat(answers(sockets, james.pop3sPort(), version, inOneFlight))
                    .as("connection %d", connection)
                    .matches("\\+OK Maildrop ready\r\n\\+OK name accepted[^\r\n]*\r\n-ERR [^\r\n]*\r\n\\+OK bye\r\n");
        }
    }

    private static String answers(SSLSocketFactory sockets, int port, String version, boolean inOneFlight)
            throws IOException {
        try (Socket plain = inOneFlight ? new Gathering(port) : new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket tls = (SSLSocket) sockets.createSocket(plain, "127.0.0.1", port, true)) {
            plain.setSoTimeout(20_000);
            tls.setEnabledProtocols(new String[] {version});
            tls.getOutputStream().write("USER bob\r\nSTAT\r\nQUIT\r\n".getBytes(US_ASCII));
            return new String(tls.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    /** Gathers what is written until something is to be read. */
    private static final class Gathering extends Socket {
        private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

        Gathering(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
            setTcpNoDelay(true);
        }

        @Override
        public OutputStream getOutputStream() {
            return gathered;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    send();
                    return super.read();
                }

                @Override
                public int read(byte[] octets, int offset, int length) throws IOException {
                    send();
                    return super.read(octets, offset, length);
                }
            };
        }

        private void send() throws IOException {
            super.getOutputStream().write(gathered.toByteArray());
            gathered.reset();
        }
    }
}
