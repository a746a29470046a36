/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines received and not yet carried out, one behind the other in one array: a client that pipelines thousands of
 * short lines takes little more room than their octets. Guarded by its conversation.
 */
final class LineQueue {
    private static final int FIRST_ROOM = 256;
    private static final int MOST_SPARE = 16 * 1024;
    private static final byte[] NONE = new byte[0];

    private byte[] ring = NONE;
    private int head;
    private int tail;

    /** Octets queued, two more a line. */
    int octets() {
        return tail - head;
    }

    /** The memory that it takes. */
    int room() {
        return ring.length;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** Queues a line of at most 65,535 octets. */
    void add(byte[] line) {
        reserve(line.length + 2);
        ring[tail] = (byte) (line.length >>> 8);
        ring[tail + 1] = (byte) line.length;
        System.arraycopy(line, 0, ring, tail + 2, line.length);
        tail += line.length + 2;
    }

    /** Takes the oldest line, or null. */
    byte @Nullable [] poll() {
        if (isEmpty()) {
            return null;
        }
        int length = ((ring[head] & 0xFF) << 8) | (ring[head + 1] & 0xFF);
        byte[] line = Arrays.copyOfRange(ring, head + 2, head + 2 + length);
        head += length + 2;
        if (isEmpty()) {
            clear();
        }
        return line;
    }

    /** Drops all lines and the room that they took. */
    void clear() {
        ring = ring.length > FIRST_ROOM ? NONE : ring;
        head = 0;
        tail = 0;
    }

    private void reserve(int octets) {
        if (tail + octets > ring.length) {
            int queued = octets();
            int needed = queued + octets;
            byte[] wider =
                    needed > ring.length / 2 ? new byte[needed + Math.min(needed, MOST_SPARE) + FIRST_ROOM] : ring;
            System.arraycopy(ring, head, wider, 0, queued);
            ring = wider;
            head = 0;
            tail = queued;
        }
    }
}
