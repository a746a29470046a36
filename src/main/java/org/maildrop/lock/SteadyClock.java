/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The wall clock's time at start-up, moved on by a monotonic counter. Locks measure spans with it: when an
 * administrator or a time server sets the wall clock, no lease expires early and none lives longer.
 */
public final class SteadyClock extends Clock {
    private final Instant start;
    private final long startNanos;
    private final LongSupplier nanoTime;
    private final ZoneId zone;

    private SteadyClock(Instant start, long startNanos, LongSupplier nanoTime, ZoneId zone) {
        this.start = start;
        this.startNanos = startNanos;
        this.nanoTime = nanoTime;
        this.zone = zone;
    }

    /**
     * Starts at the wall clock's present time.
     *
     * @param nanoTime nanoseconds of a counter that is never set, such as {@link System#nanoTime()}
     */
    public static SteadyClock startingAt(Clock wall, LongSupplier nanoTime) {
        return new SteadyClock(wall.instant(), nanoTime.getAsLong(), nanoTime, wall.getZone());
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanoTime.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(start, startNanos, nanoTime, other);
    }
}
