/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A POP3 session, line by line; octets above 127 are ISO 8859-1 here. */
public final class Pop3Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final String greeting;

    public Pop3Client(int port) {
        this(connect(port));
    }

    public Pop3Client(Socket connected) {
        socket = connected;
        try {
            socket.setSoTimeout(30_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            greeting = in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String greeting() {
        return greeting;
    }

    /** Sends a line and returns the first line of the answer. */
    public String send(String line) {
        say(line);
        return hear();
    }

    /** Sends a line and waits for nothing. */
    public void say(String line) {
        try {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line, or null when the server has closed. */
    public String hear() {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether something can be heard now. */
    public boolean isAnswered() {
        try {
            return in.ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** USER and PASS; the answer to PASS. */
    public String login(String user, String password) {
        send("USER " + user);
        return send("PASS " + password);
    }

    /** Sends a line and returns what follows the first line of the answer, unstuffed, without the lone dot. */
    public List<String> lines(String command) {
        String status = send(command);
        if (!status.startsWith("+OK")) {
            throw new IllegalStateException(command + ": " + status);
        }
        List<String> lines = new ArrayList<>();
        try {
            for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
                if (line == null) {
                    throw new IOException("ended in the middle of " + command);
                }
                lines.add(line.startsWith(".") ? line.substring(1) : line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
