/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

import java.util.zip.CRC32C;

/** Reads one multi-line response block by block: it looks at line ends, and takes what lies between them as it is. */
final class BodyReader {
    private static final byte[] CRLF = {'\r', '\n'};

    /** Where in the response we are; LINE_START is behind a CRLF, or behind the status line. */
    private enum At {
        LINE_START,
        DOT,
        DOT_CR,
        LINE,
        CR,
        END
    }

    private final CRC32C checksum = new CRC32C();
    private At at = At.LINE_START;
    private long octets;
    private long lines;

    boolean isComplete() {
        return at == At.END;
    }

    Body body() {
        return new Body(octets, lines, checksum.getValue());
    }

    /** Takes octets of the block from {@code from} on, up to the response's end, and returns where it stopped. */
    int read(byte[] block, int from, int to) {
        int next = from;
        while (next < to && at != At.END) {
            next = at == At.LINE ? text(block, next, to) : mark(block, next);
        }
        return next;
    }

    /** The rest of the line, or as much of it as is there. */
    private int text(byte[] block, int from, int to) {
        int end = from;
        while (end < to && block[end] != '\r' && block[end] != '\n') {
            end++;
        }
        take(block, from, end);
        if (end < to) {
            if (block[end] == '\n') {
                throw new WrongReplyException("a bare LF in line " + (lines + 1));
            }
            at = At.CR;
            return end + 1;
        }
        return end;
    }

    /** One octet where its place matters. */
    private int mark(byte[] block, int where) {
        byte octet = block[where];
        switch (at) {
            case LINE_START -> {
                if (octet == '.') {
                    at = At.DOT;
                } else {
                    at = At.LINE;
                    return where;
                }
            }
            case DOT -> {
                if (octet == '\r') {
                    at = At.DOT_CR;
                } else if (octet == '.') {
                    take(block, where, where + 1);
                    at = At.LINE;
                } else {
                    throw new WrongReplyException("line " + (lines + 1) + " begins with a dot that is not stuffed");
                }
            }
            case DOT_CR -> {
                if (octet != '\n') {
                    throw new WrongReplyException("a bare CR behind a dot");
                }
                at = At.END;
            }
            case CR -> {
                if (octet != '\n') {
                    throw new WrongReplyException("a bare CR in line " + (lines + 1));
                }
                take(CRLF, 0, CRLF.length);
                lines++;
                at = At.LINE_START;
            }
            case LINE, END -> throw new IllegalStateException(at.toString());
        }
        return where + 1;
    }

    private void take(byte[] block, int from, int to) {
        checksum.update(block, from, to - from);
        octets += to - from;
    }
}
