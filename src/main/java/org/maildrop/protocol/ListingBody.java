/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import org.maildrop.snapshot.Decimal;
import org.maildrop.snapshot.Maildrop;

/** The scan or unique-id listing of a whole maildrop, written line by line straight into the buffer. */
final class ListingBody implements ReplyBody {
    private static final byte[] TERMINATION = {'.', '\r', '\n'};
    /** Two numbers of 20 digits, or a number and a unique-id of 70 characters, a space and the line end. */
    private static final int LONGEST_LINE = 100;

    private final Maildrop maildrop;
    private final Line line;
    private int next;
    private boolean terminated;

    /** Writes the line of a message and answers the offset after it. */
    private interface Line {
        int write(int number, byte[] buffer, int offset);
    }

    private ListingBody(Maildrop maildrop, Line line) {
        this.maildrop = maildrop;
        this.line = line;
        this.next = maildrop.after(0);
    }

    static ListingBody scanListings(Maildrop maildrop) {
        return new ListingBody(maildrop, (number, buffer, offset) -> {
            long octets = maildrop.octets(number);
            return Decimal.write(octets, buffer, numberAndSpace(number, buffer, offset));
        });
    }

    static ListingBody uniqueIdListings(Maildrop maildrop) {
        return new ListingBody(
                maildrop,
                (number, buffer, offset) ->
                        maildrop.writeUniqueId(number, buffer, numberAndSpace(number, buffer, offset)));
    }

    private static int numberAndSpace(int number, byte[] buffer, int offset) {
        int at = Decimal.write(number, buffer, offset);
        buffer[at] = ' ';
        return at + 1;
    }

    @Override
    public int fill(byte[] buffer, int offset, int length) {
        if (terminated) {
            return FINISHED;
        }
        int at = offset;
        int last = offset + length - LONGEST_LINE;
        while (next != 0 && at <= last) {
            at = line.write(next, buffer, at);
            buffer[at++] = '\r';
            buffer[at++] = '\n';
            next = maildrop.after(next);
        }
        if (next == 0 && at <= last) {
            System.arraycopy(TERMINATION, 0, buffer, at, TERMINATION.length);
            at += TERMINATION.length;
            terminated = true;
        }
        return at - offset;
    }

    @Override
    public void close() {
        // Reads from memory only: there is nothing to give back.
    }
}
