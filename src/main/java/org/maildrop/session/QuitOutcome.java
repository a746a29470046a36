/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import org.maildrop.snapshot.MaildropStoreException;

/** What became of QUIT. However it ended, the lock is released and the session is over. */
public sealed interface QuitOutcome {
    /** How many messages were removed, for certain. */
    int removed();

    /** There was no maildrop to update: QUIT in AUTHORIZATION. */
    record Left() implements QuitOutcome {
        @Override
        public int removed() {
            return 0;
        }
    }

    /** All marked messages are removed; {@code remaining} are left in the maildrop. */
    record Updated(int removed, int remaining) implements QuitOutcome {
        /** Likewise, and so many more of what remained. */
        Updated and(int more) {
            return new Updated(removed + more, remaining - more);
        }
    }

    /**
     * All marked messages are removed, but what has expired could not be found out, or not all of it could be removed:
     * {@code trouble} tells why, {@code updated} what was removed for certain. It is no failure of what the client asked
     * for, and the next QUIT tries again.
     */
    record ExpiryFailed(Updated updated, Incomplete trouble) implements QuitOutcome {
        @Override
        public int removed() {
            return updated.removed();
        }
    }

    /**
     * What QUIT was to do is done, or not, as {@code outcome} tells; but the messages that RETR has sent could not all be
     * marked as seen. The client has not asked for that, and does not hear of it.
     */
    record NotMarkedSeen(QuitOutcome outcome, MaildropStoreException cause) implements QuitOutcome {
        @Override
        public int removed() {
            return outcome.removed();
        }
    }

    /** Not all that was to be removed is. */
    sealed interface Incomplete extends QuitOutcome {}

    /** Some marked messages could not be removed (RFC 1939, section 6). */
    record PartlyUpdated(int removed, int notRemoved) implements Incomplete {}

    /** The store failed: so many of those marked were removed for certain, and how many more cannot be told. */
    record UpdateFailed(int removed, int marked, MaildropStoreException cause) implements Incomplete {}

    /** The lease was not, or no longer, proven to be ours: before anything was removed, or in the middle of it. */
    record LeaseLost(int removed, int notRemoved) implements Incomplete {}
}
