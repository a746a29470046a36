/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

/** The one loop that looks at every octet of every message. */
final class LineFeeds {
    static final byte CR = '\r';
    static final byte LF = '\n';

    /** How much of a stored message is held at once: memory a reader, and the most that TOP reads too far. */
    static final int BLOCK_OCTETS = 16 * 1024;

    /** Where the next LF of {@code octets[from..to)} is; {@code to} when there is none. */
    static int next(byte[] octets, int from, int to) {
        for (int at = from; at < to; at++) {
            if (octets[at] == LF) {
                return at;
            }
        }
        return to;
    }

    private LineFeeds() {}
}
