/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What tests need to say about a response: it drained, read as clients read it, and a message as RFC 1725 wants it. */
final class Wire {
    private static final String TERMINATION = ".";

    /** A response as a client takes it: the lines before the first termination octet, unstuffed, and what follows it. */
    record Received(List<String> lines, String after) {
        String message() {
            return String.join("", lines.stream().map(line -> line + "\r\n").toList());
        }
    }

    /** All octets of a body, pulled through buffers of these sizes in turn. */
    static byte[] drain(ReplyBody body, int... rooms) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try (body) {
            for (int turn = 0; ; turn++) {
                byte[] buffer = new byte[rooms[turn % rooms.length]];
                int filled = body.fill(buffer, 0, buffer.length);
                if (filled < 0) {
                    return wire.toByteArray();
                }
                wire.write(buffer, 0, filled);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] drain(ReplyBody body) {
        return drain(body, 8192);
    }

    /** A client that keeps to RFC 1725: CRLF ends a line, nothing else does. */
    static Received strictly(byte[] wire) {
        return received(text(wire).split("\r\n", -1), "\r\n");
    }

    /** A client that reads up to LF and takes off the CRs and blanks before it. */
    static Received leniently(byte[] wire) {
        String[] lines = text(wire).split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            lines[line] = lines[line].stripTrailing();
        }
        return received(lines, "\n");
    }

    private static Received received(String[] lines, String lineEnd) {
        List<String> message = new ArrayList<>();
        for (int line = 0; line < lines.length; line++) {
            if (lines[line].equals(TERMINATION)) {
                return new Received(message, String.join(lineEnd, List.of(lines).subList(line + 1, lines.length)));
            }
            message.add(lines[line].startsWith(".") ? lines[line].substring(1) : lines[line]);
        }
        throw new AssertionError("no termination octet in " + List.of(lines));
    }

    /** The message with CRLF line ends, by other means than the code that is tested. */
    static String normalised(byte[] stored) {
        String message = text(stored).replaceAll("(?<!\r)\n", "\r\n");
        return message.isEmpty() || message.endsWith("\n") ? message : message + "\r\n";
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private Wire() {}
}
