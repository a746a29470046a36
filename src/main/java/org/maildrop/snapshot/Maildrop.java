/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The maildrop as one session sees it: frozen when it was opened, but for the deletion marks and for sizes that turn
 * out otherwise when a message is first read. Message-numbers are 1 to the count and never change (RFC 1725, section
 * 4). Two arrays and a bit set: 16 octets and a bit a message. Not safe for use by several threads at once.
 */
public final class Maildrop {
    private final long uidValidity;
    private final long[] uids;
    private final long[] sizes;
    private final UniqueIdFormat uniqueIds;
    private final BitSet marks = new BitSet();
    private final BitSet retrieved = new BitSet();
    private int markedCount;
    private long octets;

    public Maildrop(Listing listing, UniqueIdFormat uniqueIds) {
        this.uidValidity = listing.uidValidity();
        this.uids = listing.uids();
        this.sizes = listing.sizes();
        this.uniqueIds = uniqueIds;
        this.octets = sum();
    }

    /** The messages not marked as deleted, and their octets. */
    public DropListing stat() {
        return new DropListing(uids.length - markedCount, octets);
    }

    /** The scan listing of one message. */
    public ListOutcome list(long number) {
        MessageRefusal refusal = refusal(number);
        return refusal != null ? refusal : scanListing((int) number);
    }

    /** The unique-id listing of one message. */
    public UidlOutcome uidl(long number) {
        MessageRefusal refusal = refusal(number);
        return refusal != null ? refusal : uniqueIdListing((int) number);
    }

    /** Finds the message to retrieve. */
    public MessageOutcome message(long number) {
        MessageRefusal refusal = refusal(number);
        return refusal != null ? refusal : new MessageOutcome.Message((int) number, uids[(int) number - 1]);
    }

    /** Marks a message as deleted. */
    public DeleOutcome dele(long number) {
        MessageRefusal refusal = refusal(number);
        if (refusal != null) {
            return refusal;
        }
        int index = (int) number - 1;
        marks.set(index);
        markedCount++;
        octets -= sizes[index];
        return new DeleOutcome.Marked((int) number);
    }

    /** Unmarks all messages. Nothing else changes: the maildrop is not read again (RFC 1725, section 5, RSET). */
    public DropListing rset() {
        marks.clear();
        markedCount = 0;
        octets = sum();
        return stat();
    }

    /**
     * The next message that is not marked.
     *
     * @param number a message-number, or 0 to begin with
     * @return the next number after it, or 0 when there is none
     */
    public int after(int number) {
        int index = marks.nextClearBit(number);
        return index < uids.length ? index + 1 : 0;
    }

    /** The scan listing of a message known to be there. */
    public ScanListing scanListing(int number) {
        return new ScanListing(number, sizes[number - 1]);
    }

    /** The unique-id listing of a message known to be there. */
    public UniqueIdListing uniqueIdListing(int number) {
        return new UniqueIdListing(number, uniqueIds.uniqueId(uidValidity, uids[number - 1]));
    }

    /** Notes how many octets a message really takes on the wire, now that its content has been read. */
    public void measured(int number, long octetsSent) {
        int index = number - 1;
        if (!marks.get(index)) {
            octets += octetsSent - sizes[index];
        }
        sizes[index] = octetsSent;
    }

    /** The uids of the messages that UPDATE is to remove, ascending. */
    public long[] marked() {
        return marks.stream().mapToLong(index -> uids[index]).toArray();
    }

    /**
     * Notes that RETR has sent the message, whole. That is no mark: RSET does not undo it, and neither STAT nor a listing
     * tells it.
     */
    public void noteRetrieved(int number) {
        retrieved.set(number - 1);
    }

    /** The uids of the messages that RETR has sent whole and that are not marked, ascending. */
    public long[] retrieved() {
        return unmarked(retrieved.stream());
    }

    /** The uids of the messages not marked, ascending, up to the last one in number that RETR has sent whole. */
    public long[] upToLastRetrieved() {
        return unmarked(IntStream.range(0, retrieved.length()));
    }

    private long[] unmarked(IntStream indices) {
        return indices.filter(index -> !marks.get(index))
                .mapToLong(index -> uids[index])
                .toArray();
    }

    private @Nullable MessageRefusal refusal(long number) {
        if (number < 1 || number > uids.length) {
            return new MessageRefusal.NoSuchMessage(number, uids.length);
        }
        return marks.get((int) number - 1) ? new MessageRefusal.MarkedAsDeleted((int) number) : null;
    }

    private long sum() {
        long sum = 0;
        for (long size : sizes) {
            sum += size;
        }
        return sum;
    }
}
