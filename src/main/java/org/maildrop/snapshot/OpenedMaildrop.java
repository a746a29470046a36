/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One session's maildrop together with the store that it came from. Not safe for use by several threads at once. */
public final class OpenedMaildrop {
    private final Owner owner;
    private final OpenMaildrop stored;
    private final Maildrop maildrop;
    private final Maildrops maildrops;
    private final ReadAhead ahead;
    private final List<long[]> removed = new ArrayList<>();

    OpenedMaildrop(Owner owner, OpenMaildrop stored, Maildrop maildrop, Maildrops maildrops) {
        this.owner = owner;
        this.stored = stored;
        this.maildrop = maildrop;
        this.maildrops = maildrops;
        this.ahead = new ReadAhead(stored, maildrop);
    }

    /** The snapshot: listings and marks. */
    public Maildrop maildrop() {
        return maildrop;
    }

    /**
     * A message's content, or nothing if it has vanished. Blocks on the store, unless it {@link #isReady}.
     *
     * @param part at least this of the message is wanted
     */
    public Optional<StoredMessage> fetch(MessageOutcome.Message message, Part part) {
        return ahead.take(message, part).or(() -> stored.fetch(message.uid()));
    }

    /** Whether the message has been read already: {@link #fetch}, if it comes next, does not block. */
    public boolean isReady(MessageOutcome.Message message, Part part) {
        return ahead.claim(message, part);
    }

    /** Drops what has been read ahead, as the client does not seem to want it. On any thread. */
    public void rest() {
        ahead.drop();
    }

    /** The octets that the message takes on the wire, noted for STAT and LIST from now on. Reads it once, whole. */
    public long measure(MessageOutcome.Message message, StoredMessage content) throws IOException {
        long octets = maildrops.measure().octetsOf(content);
        if (octets != maildrop.scanListing(message.number()).octets()) {
            maildrop.measured(message.number(), octets);
            maildrops.measured().remember(owner, stored.uidValidity(), message.uid(), octets);
        }
        return octets;
    }

    /** Which of these messages, by their uids in ascending order, were received before that moment. Blocks on the store. */
    public long[] receivedBefore(Instant moment, long[] uids) {
        return stored.receivedBefore(moment, uids);
    }

    /** Removes messages, by their uids in ascending order. Blocks on the store. */
    public Removal remove(long[] uids) {
        Removal removal = stored.remove(uids);
        if (removal.remaining() == 0) {
            removed.add(uids);
        }
        return removal;
    }

    /** Nothing more is removed: the next session need not find out what was. */
    public void updated() {
        if (!removed.isEmpty()) {
            maildrops.listings().removed(owner, stored, removedUids());
        }
    }

    private long[] removedUids() {
        return removed.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    /** Marks as seen what RETR has sent whole and this session has not removed. Blocks on the store if there is any. */
    public void markSeen() {
        long[] gone = removedUids();
        long[] seen = Arrays.stream(maildrop.sentWhole())
                .filter(uid -> Arrays.binarySearch(gone, uid) < 0)
                .toArray();
        if (seen.length > 0) {
            stored.markSeen(seen);
        }
    }
}
