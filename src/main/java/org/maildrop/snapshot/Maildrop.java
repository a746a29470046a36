/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The maildrop as one session sees it: frozen when it was opened, but for the deletion marks and for sizes that turn
 * out otherwise when a message is first read. Message-numbers are 1 to the count and never change (RFC 1725, section
 * 4). Two arrays and a bit set: 16 octets and a bit a message, the arrays shared with what is remembered of the maildrop.
 * Not safe for use by several threads at once.
 */
public final class Maildrop {
    /** Odd, so that multiplying by it loses nothing: 2^64 divided by the golden ratio. */
    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

    private final long uidValidity;
    private final long[] uids;
    /** The listing's own, which others have too, until a size turns out otherwise. */
    private long[] sizes;

    private boolean sizesShared = true;
    private final Details details;
    private final boolean partial;
    private final UniqueIdFormat uniqueIds;
    private final BitSet marks = new BitSet();
    private final BitSet retrieved = new BitSet();
    private int markedCount;
    /** Of all messages, marked or not. */
    private long total;

    /** Of those not marked. */
    private long octets;

    public Maildrop(Listing listing, UniqueIdFormat uniqueIds) {
        this.uidValidity = listing.uidValidity();
        this.uids = listing.uids();
        this.sizes = listing.sizes();
        this.details = listing.details();
        this.partial = listing.isPartial();
        this.uniqueIds = uniqueIds;
        this.total = listing.octets();
        this.octets = total;
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
        octets = total;
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

    /** The message directly behind that one, if it is not marked and no other of the mailbox's is between them; or 0. */
    int directlyAfter(int number) {
        boolean adjacent = after(number) == number + 1 && (!partial || uids[number] == uids[number - 1] + 1);
        return adjacent ? number + 1 : 0;
    }

    /** The uid of a message known to be there. */
    long uid(int number) {
        return uids[number - 1];
    }

    /** The size of a message known to be there. */
    public long octets(int number) {
        return sizes[number - 1];
    }

    /** The scan listing of a message known to be there. */
    public ScanListing scanListing(int number) {
        return new ScanListing(number, sizes[number - 1]);
    }

    /**
     * Writes the unique-id of a message known to be there.
     *
     * @param buffer with room for {@link UniqueIdFormat#LONGEST} octets behind the offset
     * @return the offset after it
     */
    public int writeUniqueId(int number, byte[] buffer, int offset) {
        return uniqueIds.write(uidValidity, uids[number - 1], details.messageId(number - 1), buffer, offset);
    }

    /** The unique-id listing of a message known to be there. */
    public UniqueIdListing uniqueIdListing(int number) {
        return new UniqueIdListing(
                number, uniqueIds.uniqueId(uidValidity, uids[number - 1], details.messageId(number - 1)));
    }

    public long uidValidity() {
        return uidValidity;
    }

    /**
     * A number for the unique-ids of all messages, marked or not, in their order. Equal numbers: the same listing; two
     * that differ in one uid never have the same.
     */
    public long uniqueIdHash() {
        long hash = mixed(mixed(HASH_FACTOR ^ uniqueIds.spelling(), uidValidity), uids.length);
        for (int index = 0; index < uids.length; index++) {
            hash = mixed(hash, uids[index]);
            hash = uniqueIds.needsMessageIds() ? mixed(hash, Arrays.hashCode(details.messageId(index))) : hash;
        }
        return hash;
    }

    /** One to one for each of the two, while the other stays. */
    private static long mixed(long hash, long value) {
        long product = (hash ^ value) * HASH_FACTOR;
        return product ^ (product >>> 32);
    }

    /** Notes how many octets a message really takes on the wire, now that its content has been read. */
    public void measured(int number, long octetsSent) {
        int index = number - 1;
        if (sizesShared) {
            sizes = sizes.clone();
            sizesShared = false;
        }
        long more = octetsSent - sizes[index];
        total += more;
        octets += marks.get(index) ? 0 : more;
        sizes[index] = octetsSent;
    }

    public boolean hasMarks() {
        return markedCount > 0;
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

    /** Whether RETR has sent any message whole. */
    public boolean hasRetrieved() {
        return !retrieved.isEmpty();
    }

    /** The uids of the messages that RETR has sent whole, marked or not, ascending. */
    long[] sentWhole() {
        return retrieved.stream().mapToLong(index -> uids[index]).toArray();
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
}
