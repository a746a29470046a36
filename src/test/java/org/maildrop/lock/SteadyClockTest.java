/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.maildrop.testing.TestClock;

class SteadyClockTest {
    private final TestClock wall = new TestClock();
    private final Instant start = wall.instant();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final SteadyClock clock = SteadyClock.startingAt(wall, nanos::get);

    @Test
    void itStartsAtTheWallClocksTimeAndZone() {
        assertThat(clock.instant()).isEqualTo(start);
        assertThat(clock.getZone()).isEqualTo(wall.getZone());
    }

    @Test
    void itMovesWithTheCounterEvenWhenThatOverflows() {
        nanos.addAndGet(1_500_000_000L);
        assertThat(clock.instant()).isEqualTo(start.plusMillis(1_500));
    }

    @Test
    void itDoesNotMoveWhenTheWallClockIsSet() {
        wall.advance(Duration.ofDays(-1));
        assertThat(clock.instant()).isEqualTo(start);
    }

    @Test
    void itIsTheSameClockInAnotherZone() {
        ZoneId zone = ZoneId.of("Europe/Paris");
        nanos.addAndGet(7);
        assertThat(clock.withZone(zone).instant()).isEqualTo(clock.instant());
        assertThat(clock.withZone(zone).getZone()).isEqualTo(zone);
    }
}
