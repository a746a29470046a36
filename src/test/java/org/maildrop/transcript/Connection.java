/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLSocket;

/** One client's connection; one char an octet. */
final class Connection implements AutoCloseable {
    private static final int HURRY_MILLIS = 200;

    private final Socket raw;
    private final Duration patience;
    private Socket socket;
    private InputStream in;
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    Connection(int port, Transport transport, Duration patience) throws IOException {
        this.patience = patience;
        raw = new Socket(InetAddress.getLoopbackAddress(), port);
        raw.setSoTimeout((int) patience.toMillis());
        raw.setTcpNoDelay(true);
        socket = raw;
        in = new BufferedInputStream(raw.getInputStream());
        if (transport == Transport.TLS) {
            startTls();
        }
    }

    /** Shakes hands; octets that came before it would have been sent in clear and are a fault. */
    void startTls() throws IOException {
        if (in.available() > 0) {
            throw new IOException(
                    "octets in clear before the TLS handshake: " + readLine().readable());
        }
        SSLSocket tls = Trusting.layer(raw);
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
    }

    /** Writes while the caller reads: a server may stop reading until its replies are read. */
    void write(List<String> writes) {
        Socket to = socket;
        writing = writing.thenRunAsync(() -> write(to, writes), command -> {
            Thread writer = new Thread(command, "transcript-writer");
            writer.setDaemon(true);
            writer.start();
        });
    }

    private static void write(Socket to, List<String> writes) {
        try {
            for (String octets : writes) {
                to.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
                to.getOutputStream().flush();
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Waits until all is written, or the server has shown that it takes no more. */
    void awaitWritten() {
        writing.orTimeout(patience.toMillis(), MILLISECONDS)
                .handle((nothing, trouble) -> trouble)
                .join();
    }

    Seen readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        Seen.Ending ending = readLineTo(line);
        return new Seen(line.toString(StandardCharsets.ISO_8859_1), ending);
    }

    private Seen.Ending readLineTo(ByteArrayOutputStream line) {
        try {
            int octet = 0;
            while (octet != '\n' && (octet = in.read()) >= 0) {
                line.write(octet);
            }
            return octet == '\n' ? Seen.Ending.LINE : Seen.Ending.CLOSED;
        } catch (SocketTimeoutException e) {
            return Seen.Ending.SILENCE;
        } catch (IOException e) {
            return Seen.Ending.RESET;
        }
    }

    /** From now on a read waits for a moment only: what a failed replay still shows. */
    void hurry() throws IOException {
        socket.setSoTimeout(HURRY_MILLIS);
    }

    /** Says that nothing more will come; the server has to close in turn. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** FIN, and under TLS its close_notify first. */
    void drop() throws IOException {
        socket.close();
    }

    /** RST: the client's machine has lost the connection. */
    void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    @Override
    public void close() {
        try {
            raw.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }
}
