/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** A POP3 session as octets, for messages that are too large to be held as lines. Its receive buffer is small. */
final class RawPop3 implements AutoCloseable {
    private static final int SMALL_BUFFER = 16 * 1024;

    private final Socket connection;
    private final Socket socket;
    private final InputStream in;

    RawPop3(int port) throws IOException {
        this(connected(port));
    }

    private RawPop3(Socket connection) throws IOException {
        this(connection, connection);
    }

    /** The socket is that of TLS, where the connection has it. */
    private RawPop3(Socket connection, Socket socket) throws IOException {
        this.connection = connection;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), SMALL_BUFFER);
        readLine();
    }

    private static Socket connected(int port) throws IOException {
        Socket connection = new Socket();
        connection.setReceiveBufferSize(SMALL_BUFFER);
        connection.setSoTimeout(30_000);
        connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return connection;
    }

    /** A session that is logged in. */
    static RawPop3 inside(Account account) throws IOException {
        return inside(account, new RawPop3(account.james().pop3Port()));
    }

    /** Likewise, under TLS. */
    static RawPop3 insideTls(Account account) throws IOException {
        int port = account.james().pop3sPort();
        Socket connection = connected(port);
        Socket tls = ServerCertificate.sockets().createSocket(connection, "127.0.0.1", port, true);
        return inside(account, new RawPop3(connection, tls));
    }

    private static RawPop3 inside(Account account, RawPop3 session) throws IOException {
        session.send("USER " + account.name());
        session.send("PASS " + account.password());
        session.readLine();
        String answer = session.readLine();
        if (!answer.startsWith("+OK")) {
            throw new IOException(answer);
        }
        return session;
    }

    /** Sends a line and reads nothing. */
    void send(String line) throws IOException {
        write((line + "\r\n").getBytes(US_ASCII));
    }

    void write(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    /** The write blocks as soon as the server stops reading, so it has a thread of its own; it ends with the socket. */
    CompletableFuture<Void> writeMeanwhile(String commands) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        write(commands.getBytes(US_ASCII));
                    } catch (IOException closed) {
                        throw new UncheckedIOException(closed);
                    }
                },
                task -> {
                    Thread thread = new Thread(task, "sender");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** The next line, without its CRLF. */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = read(); octet != '\n'; octet = read()) {
            line.write(octet);
        }
        return line.toString(US_ASCII).stripTrailing();
    }

    int read() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    byte[] read(int octets) throws IOException {
        return in.readNBytes(octets);
    }

    /** Without a farewell of TLS: a write that is under way, and will not end, would hold it up. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
