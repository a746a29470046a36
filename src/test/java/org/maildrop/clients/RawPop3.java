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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A POP3 session as octets, for messages that are too large to be held as lines. Its receive buffer is small. */
final class RawPop3 implements AutoCloseable {
    private static final int SMALL_BUFFER = 16 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;

    RawPop3(int port) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new BufferedInputStream(socket.getInputStream(), SMALL_BUFFER);
        readLine();
    }

    /** A session that is logged in. */
    static RawPop3 inside(Account account) throws IOException {
        RawPop3 session = new RawPop3(account.james().pop3Port());
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
