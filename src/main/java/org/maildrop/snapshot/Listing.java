/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a store knows of a mailbox without reading any content, sorted by uid. Sessions and what is remembered between
 * them share it, so nobody changes the arrays: not whoever made it, nor whoever is given it.
 */
public final class Listing {
    /** The octets that uid and size of a message take. */
    static final int BARE = 2 * Long.BYTES;

    private final long uidValidity;
    private final long[] uids;
    private final long[] sizes;
    private final Details details;
    private final boolean partial;
    private final long octets;

    /** Of messages of which nothing more is known. */
    public Listing(long uidValidity, long[] uids, long[] sizes) {
        this(uidValidity, uids, sizes, Details.NONE);
    }

    /**
     * @param uidValidity the mailbox's UIDVALIDITY (RFC 3501, 2.3.1.1)
     * @param uids        strictly ascending
     * @param sizes       octets as stored, one for each uid
     * @param details     likewise, or none
     */
    public Listing(long uidValidity, long[] uids, long[] sizes, Details details) {
        this(uidValidity, uids, sizes, details, false);
    }

    private Listing(long uidValidity, long[] uids, long[] sizes, Details details, boolean partial) {
        if (uids.length != sizes.length || !details.areOf(uids.length)) {
            throw new IllegalArgumentException(uids.length + " uids, but " + sizes.length + " sizes");
        }
        for (int i = 1; i < uids.length; i++) {
            if (uids[i - 1] >= uids[i]) {
                throw new IllegalArgumentException("uids are not strictly ascending at index " + i);
            }
        }
        this.uidValidity = uidValidity;
        this.uids = uids;
        this.sizes = sizes;
        this.details = details;
        this.partial = partial;
        this.octets = Arrays.stream(sizes).sum();
    }

    public long uidValidity() {
        return uidValidity;
    }

    /** The uids, strictly ascending. */
    public long[] uids() {
        return uids;
    }

    /** The octets of each message. */
    public long[] sizes() {
        return sizes;
    }

    /** What was asked for besides. */
    public Details details() {
        return details;
    }

    /** Whether messages that the mailbox has were left out: there may be others between two that are listed. */
    boolean isPartial() {
        return partial;
    }

    /** The octets of all messages together. */
    public long octets() {
        return octets;
    }

    /** The octets that its arrays take in memory: {@value #BARE} a message, and more where more than uid and size is known. */
    long footprint() {
        return (long) BARE * uids.length + details.footprint();
    }

    /** The number of messages. */
    public int count() {
        return uids.length;
    }

    /** How many messages have a uid less than that one: the index of the first that has not. */
    int countBelow(long uid) {
        int index = Arrays.binarySearch(uids, uid);
        return index < 0 ? -index - 1 : index;
    }

    /** Whether its messages from that uid on are those of the other, as far as uids tell. */
    boolean endsWith(Listing other, long from) {
        return Arrays.equals(uids, countBelow(from), uids.length, other.uids, 0, other.uids.length);
    }

    /** This one up to that uid, and the other behind it. */
    Listing withEnd(Listing other, long from) {
        int kept = countBelow(from);
        return new Listing(
                uidValidity,
                joined(uids, kept, other.uids),
                joined(sizes, kept, other.sizes),
                details.joined(kept, other.details));
    }

    /** This one without some of its messages, ascending. */
    Listing without(long[] removed) {
        int[] kept = new int[uids.length];
        int count = 0;
        int next = 0;
        for (int index = 0; index < uids.length; index++) {
            while (next < removed.length && removed[next] < uids[index]) {
                next++;
            }
            if (next == removed.length || removed[next] != uids[index]) {
                kept[count++] = index;
            }
        }
        return at(Arrays.copyOf(kept, count), partial);
    }

    /** This one without the messages whose indices are hidden; itself, if none is. */
    Listing visible(IntPredicate hidden) {
        int count = 0;
        for (int index = 0; index < uids.length; index++) {
            count += hidden.test(index) ? 0 : 1;
        }
        return count == uids.length
                ? this
                : at(IntStream.range(0, uids.length).filter(hidden.negate()).toArray(), true);
    }

    private Listing at(int[] indices, boolean some) {
        long[] keptUids = new long[indices.length];
        long[] keptSizes = new long[indices.length];
        for (int index = 0; index < indices.length; index++) {
            keptUids[index] = uids[indices[index]];
            keptSizes[index] = sizes[indices[index]];
        }
        return new Listing(uidValidity, keptUids, keptSizes, details.at(indices), some);
    }

    /** The same messages with other sizes. */
    Listing withSizes(long[] others) {
        return new Listing(uidValidity, uids, others, details, partial);
    }

    private static long[] joined(long[] begin, int kept, long[] end) {
        long[] all = Arrays.copyOf(begin, kept + end.length);
        System.arraycopy(end, 0, all, kept, end.length);
        return all;
    }
}
