/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Histories on a real engine, in real time with short terms. A store's test implements {@link #historyStore}. A failure
 * names its seed; {@code -Dhistory.seed=…} runs that one again, in so far as an engine's timing is the same again.
 */
public interface LockHistoryContract {
    /** The store under test. */
    LeaseStore historyStore();

    /** A second is the shortest term there is; the margin leaves a beat and what a busy machine does to us. */
    LockSettings SHORT = new LockSettings(Duration.ofSeconds(1), Duration.ofMillis(300));

    @Test
    default void noHistoryOfManyNodesHasTwoHoldersOrARemovalWithoutALease() {
        LockHistory.Tally tally = new LockHistory.Tally(0, 0, 0, 0, 0);
        for (long seed : HistorySeeds.of(3)) {
            tally = tally.plus(HistorySeeds.named(seed, () -> history(seed)));
        }
        assertThat(tally.grants()).as("of %s", tally).isPositive();
    }

    private LockHistory.Tally history(long seed) {
        long[] last = {System.nanoTime()};
        long end = last[0] + Duration.ofSeconds(3).toNanos();
        LockHistory history = new LockHistory(historyStore(), SHORT, seed, UUID.randomUUID() + "-", () -> {
            // A hundredth of a term a step, as on test time, so that pauses and crashes outlast terms here too.
            LockSupport.parkNanos(SHORT.term().toNanos() / 100);
            long before = last[0];
            last[0] = System.nanoTime();
            return Duration.ofNanos(last[0] - before);
        });
        return history.run(() -> System.nanoTime() < end);
    }
}
