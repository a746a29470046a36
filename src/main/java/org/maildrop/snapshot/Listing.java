/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/**
 * What a store knows of a mailbox without reading any content, sorted by uid. The arrays are handed over, not copied:
 * whoever made the listing no longer touches them.
 */
public final class Listing {
    private final long uidValidity;
    private final long[] uids;
    private final long[] sizes;

    /**
     * @param uidValidity the mailbox's UIDVALIDITY (RFC 3501, 2.3.1.1)
     * @param uids        strictly ascending
     * @param sizes       octets as stored, one for each uid
     */
    public Listing(long uidValidity, long[] uids, long[] sizes) {
        if (uids.length != sizes.length) {
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

    /** The number of messages. */
    public int count() {
        return uids.length;
    }
}
