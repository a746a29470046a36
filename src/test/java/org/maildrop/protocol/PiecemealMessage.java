/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.io.IOException;
import java.io.InputStream;

/** A stored message that comes in pieces, knows how much of it was read, and may break. */
final class PiecemealMessage extends InputStream {
    private final byte[] octets;
    private final int[] pieces;
    private int turn;
    private int read;
    private int failAt = Integer.MAX_VALUE;
    private boolean closed;

    PiecemealMessage(byte[] octets, int... pieces) {
        this.octets = octets;
        this.pieces = pieces;
    }

    /** Fails once when this many octets were read; whoever asks again is told that the message is over. */
    PiecemealMessage failingAt(int octets) {
        this.failAt = octets;
        return this;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (read >= failAt) {
            read = octets.length;
            failAt = Integer.MAX_VALUE;
            throw new IOException("the store broke");
        }
        if (read == octets.length) {
            return -1;
        }
        int piece = Math.min(pieces[turn++ % pieces.length], length);
        int count = Math.min(piece, Math.min(octets.length, failAt) - read);
        System.arraycopy(octets, read, buffer, offset, count);
        read += count;
        return count;
    }

    @Override
    public int read() {
        throw new AssertionError("octet by octet is too slow");
    }

    @Override
    public void close() {
        closed = true;
    }

    int octetsRead() {
        return read;
    }

    boolean isClosed() {
        return closed;
    }
}
