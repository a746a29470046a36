/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.util.Arrays;

/**
 * What a listing has of each message besides uid and size, in the order of uids. An array has nothing in it where that was
 * not {@link Wanted}. Nobody changes the arrays.
 */
public final class Details {
    public static final Details NONE = new Details(new long[0], new byte[0][]);

    private static final byte[] NOTHING = new byte[0];

    /** What an array takes beside what is in it, and a reference to it: in a JVM with a heap of less than 32 GB. */
    private static final int ARRAY_HEADER = 16;

    private static final int REFERENCE = 4;
    private static final int ALIGNMENT = 8;

    private final long[] received;
    private final byte[][] messageIds;

    /**
     * @param received   the internal dates, in milliseconds since 1970
     * @param messageIds the store's own names of the messages, each of 1 to {@link UniqueIdFormat#LONGEST_MESSAGE_ID}
     *     octets from 0x21 to 0x7E
     */
    public Details(long[] received, byte[][] messageIds) {
        this.received = received;
        this.messageIds = messageIds;
    }

    boolean areOf(int count) {
        return (received.length == 0 || received.length == count)
                && (messageIds.length == 0 || messageIds.length == count);
    }

    /** When the message was received, in milliseconds since 1970. Only if that was wanted. */
    public long received(int index) {
        return received[index];
    }

    /** The store's own name of the message; empty unless it was wanted. */
    public byte[] messageId(int index) {
        return messageIds.length == 0 ? NOTHING : messageIds[index];
    }

    /** The octets that they take in memory. */
    long footprint() {
        long footprint = (long) Long.BYTES * received.length;
        for (byte[] id : messageIds) {
            footprint += REFERENCE + aligned(ARRAY_HEADER + id.length);
        }
        return footprint;
    }

    private static int aligned(int octets) {
        return (octets + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Those of the first so many messages, and the others behind them. */
    Details joined(int kept, Details end) {
        return this == NONE && end == NONE ? NONE : joinedArrays(kept, end);
    }

    private Details joinedArrays(int kept, Details end) {
        long[] dates = Arrays.copyOf(received, Math.min(kept, received.length) + end.received.length);
        System.arraycopy(end.received, 0, dates, dates.length - end.received.length, end.received.length);
        byte[][] ids = Arrays.copyOf(messageIds, Math.min(kept, messageIds.length) + end.messageIds.length);
        System.arraycopy(end.messageIds, 0, ids, ids.length - end.messageIds.length, end.messageIds.length);
        return new Details(dates, ids);
    }

    /** Those of the messages that had these indices, in this order. */
    public Details at(int[] indices) {
        return this == NONE
                ? NONE
                : new Details(
                        received.length == 0
                                ? received
                                : Arrays.stream(indices)
                                        .mapToLong(index -> received[index])
                                        .toArray(),
                        messageIds.length == 0
                                ? messageIds
                                : Arrays.stream(indices)
                                        .mapToObj(index -> messageIds[index])
                                        .toArray(byte[][]::new));
    }
}
