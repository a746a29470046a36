/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.jmh;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.maildrop.snapshot.Counters;
import org.maildrop.snapshot.Listing;
import org.maildrop.snapshot.OpenMaildrop;
import org.maildrop.snapshot.Part;
import org.maildrop.snapshot.Removal;
import org.maildrop.snapshot.StoredMessage;
import org.maildrop.snapshot.Wanted;

/** A maildrop in which nothing happens, and of which nothing but its listing is asked. */
record UnchangedMaildrop(Listing listing) implements OpenMaildrop {
    @Override
    public Listing list(Wanted wanted) {
        return listing;
    }

    @Override
    public String mailbox() {
        return "INBOX";
    }

    @Override
    public long uidValidity() {
        return listing.uidValidity();
    }

    @Override
    public Listing listFrom(long uid, Wanted wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean countsExactly() {
        return true;
    }

    @Override
    public Counters counters() {
        return new Counters(listing.count() + 1L, listing.count());
    }

    @Override
    public Map<Long, StoredMessage> read(long first, long last, Part part, int octets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredMessage> fetch(long uid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long[] receivedBefore(Instant moment, long[] uids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void markSeen(long[] uids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Removal remove(long[] uids) {
        throw new UnsupportedOperationException();
    }
}
