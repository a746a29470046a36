/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * Which messages of the mailbox are not in the maildrop: not counted, listed, sent or removed.
 *
 * @param largerThan      those of more octets, as stored; at least 1
 * @param olderThanDays   those received longer ago; at least 1
 */
public record HideSettings(OptionalLong largerThan, OptionalInt olderThanDays) {
    public static final HideSettings NOTHING = new HideSettings(OptionalLong.empty(), OptionalInt.empty());

    public HideSettings {
        if (largerThan.orElse(1) < 1 || olderThanDays.orElse(1) < 1) {
            throw new IllegalArgumentException("at least one octet, and at least one day");
        }
    }

    /** Whether listings need the dates. */
    boolean needDates() {
        return olderThanDays.isPresent();
    }

    /** What can be seen of a listing now, by the clock by which James dates what it receives; the same, if that is all. */
    Listing visible(Listing all, Clock clock) {
        return equals(NOTHING) ? all : all.visible(hidden(all, clock.millis()));
    }

    private IntPredicate hidden(Listing all, long now) {
        long[] sizes = all.sizes();
        long most = largerThan.orElse(Long.MAX_VALUE);
        IntPredicate large = index -> sizes[index] > most;
        if (olderThanDays.isEmpty()) {
            return large;
        }
        long since = now - Duration.ofDays(olderThanDays.getAsInt()).toMillis();
        Details details = all.details();
        return large.or(index -> details.received(index) < since);
    }
}
