/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IMAP session on a user's INBOX: the other door to the same mail, which takes any octets and lets a test change a
 * maildrop under an open POP3 session.
 */
public final class ImapClient implements AutoCloseable {
    private static final Pattern MESSAGES = Pattern.compile("MESSAGES (\\d+)");

    private static final Pattern SUBJECT =
            Pattern.compile("FLAGS \\(([^)]*)\\)[^\n]*\n(?:[^*\n][^\n]*\n)*?Subject: ([^\n]*)");

    /** RFC 3501, section 9: date-time. */
    private static final DateTimeFormatter INTERNAL_DATE = DateTimeFormatter.ofPattern(
                    "dd-MMM-uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Socket socket;
    private final BufferedReader in;
    private int tag;

    ImapClient(int port, String user, String password) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Not LOGIN, which takes ASCII only.
        byte[] plain = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        command("AUTHENTICATE PLAIN " + Base64.getEncoder().encodeToString(plain));
    }

    /** Adds these very octets as a message. */
    public void append(byte[] message) {
        command("APPEND INBOX", message);
    }

    /** Adds them as a message that was received then: its internal date, to the second. */
    public void append(byte[] message, Instant received) {
        command("APPEND INBOX \"" + INTERNAL_DATE.format(received) + "\"", message);
    }

    /** Likewise, into a folder. */
    public void append(String folder, byte[] message, Instant received) {
        command("APPEND \"" + folder + "\" \"" + INTERNAL_DATE.format(received) + "\"", message);
    }

    /** Makes the folder if there is none. */
    public void needs(String folder) {
        if (command("LIST \"\" \"" + folder + "\"").isEmpty()) {
            command("CREATE \"" + folder + "\"");
        }
    }

    /** The subjects of the messages in a folder, in their order; with {@code ", seen"} behind those that are. */
    public List<String> subjects(String folder) {
        needs(folder);
        if (command("EXAMINE \"" + folder + "\"").contains("* 0 EXISTS")) {
            return List.of();
        }
        String found = String.join("\n", command("UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])"));
        return SUBJECT.matcher(found)
                .results()
                .map(message -> message.group(2) + (message.group(1).contains("\\Seen") ? ", seen" : ""))
                .toList();
    }

    /** Removes these messages, counted from 1. */
    public void expunge(int... numbers) {
        command("SELECT INBOX");
        for (int number : numbers) {
            command("STORE " + number + " +FLAGS.SILENT (\\Deleted)");
        }
        command("EXPUNGE");
    }

    /** How many messages there are now. */
    public int count() {
        String status = String.join("\n", command("STATUS INBOX (MESSAGES)"));
        Matcher messages = MESSAGES.matcher(status);
        if (!messages.find()) {
            throw new IllegalStateException(status);
        }
        return Integer.parseInt(messages.group(1));
    }

    /**
     * Sends a command, its arguments as literals that wait for nothing (RFC 7888), and returns the untagged lines.
     *
     * @throws IllegalStateException if the answer is not OK
     */
    public List<String> command(String command, byte[]... literals) {
        String name = "a" + ++tag;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes((name + " " + command).getBytes(StandardCharsets.UTF_8));
        for (byte[] literal : literals) {
            line.writeBytes((" {" + literal.length + "+}\r\n").getBytes(StandardCharsets.US_ASCII));
            line.writeBytes(literal);
        }
        line.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        try {
            socket.getOutputStream().write(line.toByteArray());
            return answer(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> answer(String name) throws IOException {
        List<String> untagged = new ArrayList<>();
        String line = in.readLine();
        while (line != null && !line.startsWith(name + " ")) {
            untagged.add(line);
            line = in.readLine();
        }
        if (line == null || !line.startsWith(name + " OK")) {
            throw new IllegalStateException("IMAP said: " + line);
        }
        return untagged;
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
