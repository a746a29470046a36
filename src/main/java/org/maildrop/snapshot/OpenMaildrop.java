/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.time.Instant;
import java.util.Optional;

/** A maildrop of the store, opened by one session. Its messages are named by uid. */
public interface OpenMaildrop {
    /** The messages at the moment of opening. */
    Listing listing();

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
     * Removes messages. Those that have vanished already count as removed.
     *
     * @param uids ascending
     * @return how many are gone and how many are still there; trouble that leaves this unknown throws
     */
    Removal remove(long[] uids);
}
