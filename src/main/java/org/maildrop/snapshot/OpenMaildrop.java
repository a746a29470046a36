/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A maildrop of the store, opened by one session. Its messages are named by uid. */
public interface OpenMaildrop {
    /** Which mailbox it is: another one that is made in its place later has another name here. */
    String mailbox();

    /** The mailbox's UIDVALIDITY (RFC 3501, 2.3.1.1). */
    long uidValidity();

    /**
     * Lists all messages that are there now. Either the listing is whole, or this throws: a short or empty listing is never
     * given in place of an error (RFC 1725, section 4: "the maildrop cannot be parsed"). If its messages do not have what is
     * wanted, and never will, the trouble is permanent.
     */
    Listing list(Wanted wanted);

    /** Likewise, with uids and sizes only. */
    default Listing list() {
        return list(Wanted.NOTHING_MORE);
    }

    /** Likewise, of the messages with that uid or a greater one. */
    Listing listFrom(long uid, Wanted wanted);

    /** Whether {@link #counters} are those of the messages, and no estimate that may differ from them. */
    boolean countsExactly();

    /** The counters now: {@code uidNext} is read first. */
    Counters counters();

    /**
     * Reads messages into memory, with as few questions as the store allows. Those are missing in the answer that have
     * vanished, that come behind the octets' end, and that have to be fetched by themselves for any other reason.
     *
     * @param first  the uid of the first one
     * @param last   the uid of the last one; the same, or a greater one
     * @param octets how many are read at the most
     * @return by uid
     */
    Map<Long, StoredMessage> read(long first, long last, Part part, int octets);

    /** The content of a message, or nothing if it has vanished since (expunged through IMAP or JMAP). */
    Optional<StoredMessage> fetch(long uid);

    /**
     * Which of these messages were received before that moment, by their internal date. Those that have vanished are not
     * among them. Either the answer is whole, or this throws.
     *
     * @param uids ascending, at least one
     * @return ascending
     */
    long[] receivedBefore(Instant moment, long[] uids);

    /**
     * Marks messages as seen (RFC 3501, section 2.3.2). It may do so for some of them and throw then.
     *
     * @param uids ascending, at least one; those that have vanished are left out
     */
    void markSeen(long[] uids);

    /**
     * Removes messages. Those that have vanished already count as removed.
     *
     * @param uids ascending
     * @return how many are gone and how many are still there; trouble that leaves this unknown throws
     */
    Removal remove(long[] uids);
}
