/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;

/**
 * How long leases last.
 *
 * @param term from a grant or renewal to expiry: what a crashed node's users wait for. At least a second.
 * @param margin how much of the term must be left for a node to act on a lease: while the store cannot be reached, a
 *     lease counts as lost this long before it expires. More than zero, at most half of the term, because a renewed
 *     lease has about two thirds left when its next renewal is due.
 */
public record LockSettings(Duration term, Duration margin, ConflictPolicy conflict) {
    /** However long the term is: failures are tried again, and leases that ran out are told, no later than that. */
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(5);

    public LockSettings(Duration term, Duration margin) {
        this(term, margin, ConflictPolicy.DEFAULT);
    }

    public LockSettings {
        if (term.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("term: at least a second, not " + term);
        }
        if (margin.isNegative() || margin.isZero() || margin.compareTo(term.dividedBy(2)) > 0) {
            throw new IllegalArgumentException("margin: more than zero and at most half of the term, not " + margin);
        }
    }

    /** A term of 60 seconds with a margin of 10. */
    public static LockSettings defaults() {
        return new LockSettings(Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    /** Between two renewals of the same lease. */
    Duration renewalInterval() {
        return term.dividedBy(3);
    }

    /** Between two looks at the clock; also how soon a renewal or a release that failed is tried again. */
    Duration beat() {
        Duration twelfth = term.dividedBy(12);
        return twelfth.compareTo(LONGEST_BEAT) < 0 ? twelfth : LONGEST_BEAT;
    }
}
