/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The one loop that looks at every octet of every message. */
final class LineFeeds {
    static final byte CR = '\r';
    static final byte LF = '\n';

    /** How much of a stored message is held at once: memory a reader, and the most that TOP reads too far. */
    static final int BLOCK_OCTETS = 16 * 1024;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LFS = 0x0A0A0A0A0A0A0A0AL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /**
     * Where the next LF of {@code octets[from..to)} is; {@code to} when there is none. Eight octets at a time: an octet
     * that is LF is zero after the exclusive or, and the lowest high bit of the difference is that of the first zero.
     */
    static int next(byte[] octets, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long zeroed = (long) EIGHT.get(octets, at) ^ LFS;
            long zeros = (zeroed - ONES) & ~zeroed & HIGH_BITS;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        while (at < to && octets[at] != LF) {
            at++;
        }
        return at;
    }

    private LineFeeds() {}
}
