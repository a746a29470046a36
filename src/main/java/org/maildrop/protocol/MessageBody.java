/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.maildrop.protocol.LineFeeds.BLOCK_OCTETS;
import static org.maildrop.protocol.LineFeeds.CR;
import static org.maildrop.protocol.LineFeeds.LF;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.maildrop.snapshot.StoredMessage;

/**
 * A stored message as the rest of a multi-line response: what follows the status line of RETR and TOP, up to and with
 * the termination octet (RFC 1725 sections 3, 5, 7 and 10).
 *
 * <p>It is pulled, so that the reader of the socket sets the pace, and holds one block of the message, never more.
 *
 * <ul>
 *   <li>A line ends with CRLF on the wire and in no other way: a bare LF becomes CRLF, a missing last line end is added.
 *       A message without an octet has no line: only the termination octet follows.
 *   <li>A line that begins with '.' gets another one in front, the first line too.
 *   <li>All else passes as it is: NUL, 8-bit, lines of any length, and a CR that no LF follows. That one ends no line
 *       for RFC 1725 nor for RFC 5322, so a '.' behind it is not stuffed: a client that keeps to the RFCs would not
 *       take the second '.' out again, and mail would be changed to please a client that reads lines as nobody sends
 *       them.
 * </ul>
 *
 * <p>So CRLF.CRLF, and LF.CRLF with it, are on the wire once: at the end. Not for use by two threads at once.
 */
public final class MessageBody implements ReplyBody {
    private static final byte DOT = '.';
    private static final byte[] TERMINATION = ".\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END_AND_TERMINATION = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream stored;
    private final byte[] block;
    private int at;
    private int limit;

    /** Octets of the line begun, as they are on the wire; 0 at the start of a line. */
    private long lineOctets;

    /** The last octet on the wire. */
    private byte last = LF;

    private boolean inHeader = true;
    private long linesLeft;

    /** What ends the response; empty as long as there is more of the message. */
    private byte[] ending = {};

    private int endingSent;

    /** A source that failed once is not asked again: its next answer might look like the end of the message. */
    private boolean broken;

    private MessageBody(InputStream stored, byte[] block, int limit, long lines) {
        if (lines < 0) {
            throw new IllegalArgumentException("lines of a body: " + lines);
        }
        this.stored = stored;
        this.block = block;
        this.limit = limit;
        this.linesLeft = lines;
    }

    private static MessageBody of(StoredMessage message, long lines) throws IOException {
        Optional<byte[]> octets = message.inMemory();
        return octets.isPresent()
                ? new MessageBody(new ReadAlready(), octets.get(), octets.get().length, lines)
                : of(message.open(), lines);
    }

    private static MessageBody of(InputStream stored, long lines) {
        return new MessageBody(stored, new byte[BLOCK_OCTETS], 0, lines);
    }

    /** What there is to read of a message of which all octets are in the block: nothing, not even into an empty one. */
    private static final class ReadAlready extends InputStream {
        @Override
        public int read() {
            return -1;
        }

        @Override
        public int read(byte[] buffer) {
            return -1;
        }
    }

    /** The whole message, for RETR. The body owns the stream from here on. */
    public static MessageBody whole(InputStream stored) {
        return of(stored, Long.MAX_VALUE);
    }

    /** Likewise, of a message that is opened for it, or is in memory. */
    public static MessageBody whole(StoredMessage message) throws IOException {
        return of(message, Long.MAX_VALUE);
    }

    /**
     * The header, the blank line and the first {@code lines} lines after it, for TOP: of a message without a blank line
     * all. Once these are read, no more of the message is. The body owns the stream from here on.
     *
     * @param lines 0 or more; more than there are means all
     */
    public static MessageBody top(InputStream stored, long lines) {
        return of(stored, lines);
    }

    /** Likewise, of a message that is opened for it, or is in memory. */
    public static MessageBody top(StoredMessage message, long lines) throws IOException {
        return of(message, lines);
    }

    /**
     * Writes the next octets of the response, as many as there is room for and the message has left.
     *
     * @return how many octets were written, or -1 when the termination octet's line has been written before
     * @throws IOException when the message cannot be read, now or in an earlier call, or the body was closed before its
     *     end. The termination octet is never written then: all that is left is to close the connection.
     */
    @Override
    public int fill(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        int to = offset + length;
        int next = offset;
        while (next < to && ending.length == 0) {
            if (at < limit || read()) {
                next += send(buffer, next, to - next);
            }
        }
        int rest = Math.min(to - next, ending.length - endingSent);
        System.arraycopy(ending, endingSent, buffer, next, rest);
        endingSent += rest;
        int written = next + rest - offset;
        return written == 0 && length > 0 ? -1 : written;
    }

    /** Closes the message read. */
    @Override
    public void close() {
        broken = true;
        try {
            stored.close();
        } catch (IOException ignored) {
            // All that was wanted of it has been read, or it is given up.
        }
    }

    /** Reads the next block; at the message's end, says so and ends the response. */
    private boolean read() throws IOException {
        if (broken) {
            throw new IOException("the message was not read to its end");
        }
        broken = true;
        int read = stored.read(block);
        broken = false;
        if (read < 0) {
            ending = lineOctets == 0 ? TERMINATION : LINE_END_AND_TERMINATION;
            return false;
        }
        at = 0;
        limit = read;
        return read > 0;
    }

    /** Sends one octet that the message lacks, or a run of those it has; there is room and there is an octet to send. */
    private int send(byte[] buffer, int offset, int room) {
        byte next = block[at];
        if (next == LF && last != CR) {
            return insert(CR, buffer, offset);
        }
        if (next == DOT && lineOctets == 0) {
            return insert(DOT, buffer, offset);
        }
        int end = pass(at, Math.min(limit, at + room));
        int run = end - at;
        System.arraycopy(block, at, buffer, offset, run);
        last = block[end - 1];
        at = end;
        return run;
    }

    private int insert(byte octet, byte[] buffer, int offset) {
        buffer[offset] = octet;
        last = octet;
        lineOctets++;
        return 1;
    }

    /**
     * Lets octets pass, the first one in any case, up to the next place where one must be inserted or TOP has enough.
     *
     * @return where that is, or {@code to}
     */
    private int pass(int from, int to) {
        int line = from;
        while (line < to && ending.length == 0 && (line == from || block[line] != DOT)) {
            int lf = LineFeeds.next(block, line, to);
            lineOctets += lf - line;
            if (lf == to || (lf > from && block[lf - 1] != CR)) {
                return lf;
            }
            endLine();
            line = lf + 1;
        }
        return line;
    }

    /** Counts a line that is complete but for its LF: only its CR is on the wire when it is blank. */
    private void endLine() {
        if (!inHeader) {
            linesLeft--;
        } else if (lineOctets == 1) {
            inHeader = false;
        }
        lineOctets = 0;
        if (!inHeader && linesLeft == 0) {
            ending = TERMINATION;
        }
    }
}
