/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Clock;
import java.time.Duration;
import org.maildrop.snapshot.Maildrop;
import org.maildrop.snapshot.OpenedMaildrop;

/**
 * Finds at QUIT what has expired. Only what a client was given, or has passed over for something behind it, can: a session
 * that has fetched nothing removes nothing but what it has marked.
 *
 * @param clock the one by which James dates what it receives
 */
public record Expiry(ExpiryPolicy policy, Clock clock) {
    private static final long[] NOTHING = new long[0];

    boolean mayRemove() {
        return !(policy instanceof ExpiryPolicy.Never);
    }

    /** The uids of what is to be removed and is not marked, ascending. Blocks on the store if days are to be looked at. */
    long[] expired(OpenedMaildrop opened) {
        if (policy instanceof ExpiryPolicy.AfterDays after) {
            return older(after, opened);
        }
        return policy instanceof ExpiryPolicy.OnceRetrieved ? opened.maildrop().retrieved() : NOTHING;
    }

    private long[] older(ExpiryPolicy.AfterDays after, OpenedMaildrop opened) {
        Maildrop maildrop = opened.maildrop();
        long[] passed = maildrop.upToLastRetrieved();
        return passed.length == 0
                ? NOTHING
                : opened.receivedBefore(clock.instant().minus(Duration.ofDays(after.days())), passed);
    }
}
