/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a connection's octets apart into the replies that are expected, and checks each. */
final class ReplyReader {
    /** RFC 2449, section 4: with its CRLF. */
    private static final int LONGEST_STATUS = 512;

    private final Deque<Expected> expected = new ArrayDeque<>();
    private final byte[] status = new byte[LONGEST_STATUS];
    private int statusLength;
    private @Nullable BodyReader body;

    void expect(List<Expected> replies) {
        expected.addAll(replies);
    }

    /** Whether all has come that was expected. */
    boolean isDone() {
        return expected.isEmpty();
    }

    /** @throws WrongReplyException if something else comes than what is expected */
    void read(byte[] block, int length) {
        int next = 0;
        while (next < length) {
            if (expected.isEmpty()) {
                throw new WrongReplyException((length - next) + " octets more than expected");
            }
            next = body == null ? readStatus(block, next, length) : readBody(body, block, next, length);
        }
    }

    private int readStatus(byte[] block, int from, int to) {
        for (int next = from; next < to; next++) {
            if (statusLength == status.length) {
                throw new WrongReplyException("a status line without an end");
            }
            status[statusLength++] = block[next];
            if (block[next] == '\n') {
                statusLine();
                return next + 1;
            }
        }
        return to;
    }

    private void statusLine() {
        String line = new String(status, 0, statusLength, StandardCharsets.UTF_8);
        if (!line.endsWith("\r\n")) {
            throw new WrongReplyException("a status line that ends with a bare LF: " + line);
        }
        statusLength = 0;
        Expected reply = expected.element();
        reply.check(line.strip());
        if (reply.body().isPresent()) {
            body = new BodyReader();
        } else {
            expected.remove();
        }
    }

    private int readBody(BodyReader reader, byte[] block, int from, int to) {
        int next = reader.read(block, from, to);
        if (reader.isComplete()) {
            body = null;
            expected.remove().check(reader.body());
        }
        return next;
    }
}
