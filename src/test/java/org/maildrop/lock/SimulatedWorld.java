/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * An engine as a simulation drives it.
 *
 * @param advance passes time on its clock
 * @param tick how much of it passes at once, before the nodes do what has become due meanwhile
 * @param nanoTime goes as its clock goes by itself
 * @param slack how far its clock may be from what the two say, and its expiries from what was asked for
 */
record SimulatedWorld(
        LeaseStore engine, Consumer<Duration> advance, Duration tick, LongSupplier nanoTime, Duration slack) {
    static final Duration TERM = Duration.ofSeconds(60);
    static final Duration MARGIN = Duration.ofSeconds(10);

    /** Short, so that sessions of other nodes too, of which more idleness is asked, are often taken over. */
    static final LockSettings SETTINGS =
            new LockSettings(TERM, MARGIN, new ConflictPolicy(Duration.ZERO, Optional.of(Duration.ofSeconds(5))));
}
