/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** One session's maildrop together with the store that it came from. Not safe for use by several threads at once. */
public final class OpenedMaildrop {
    private final Owner owner;
    private final long uidValidity;
    private final OpenMaildrop stored;
    private final Maildrop maildrop;
    private final MeasuredSizes measured;
    private final Measure measure;

    OpenedMaildrop(Owner owner, OpenMaildrop stored, Maildrop maildrop, MeasuredSizes measured, Measure measure) {
        this.owner = owner;
        this.uidValidity = stored.listing().uidValidity();
        this.stored = stored;
        this.maildrop = maildrop;
        this.measured = measured;
        this.measure = measure;
    }

    /** The snapshot: listings and marks. */
    public Maildrop maildrop() {
        return maildrop;
    }

    /** A message's content, or nothing if it has vanished. Blocks on the store. */
    public Optional<StoredMessage> fetch(MessageOutcome.Message message) {
        return stored.fetch(message.uid());
    }

    /** The octets that the message takes on the wire, noted for STAT and LIST from now on. Reads it once, whole. */
    public long measure(MessageOutcome.Message message, StoredMessage content) throws IOException {
        long octets;
        try (InputStream in = content.open()) {
            octets = measure.octetsOf(in);
        }
        if (octets != maildrop.scanListing(message.number()).octets()) {
            maildrop.measured(message.number(), octets);
            measured.remember(owner, uidValidity, message.uid(), octets);
        }
        return octets;
    }

    /** Which of these messages, by their uids in ascending order, were received before that moment. Blocks on the store. */
    public long[] receivedBefore(Instant moment, long[] uids) {
        return stored.receivedBefore(moment, uids);
    }

    /** Removes messages, by their uids in ascending order. Blocks on the store. */
    public Removal remove(long[] uids) {
        return stored.remove(uids);
    }
}
