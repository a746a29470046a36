/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param warmUp of each chain, before the first round
 * @param mostWarmUp if the JVM is still compiling then
 * @param round how long a round takes, at least one session
 * @param rounds of each chain
 * @param most of all rounds of one chain; two rounds there are always
 */
public record Effort(Duration warmUp, Duration mostWarmUp, Duration round, int rounds, Duration most) {
    /** For numbers to be kept. */
    public static final Effort FULL =
            new Effort(Duration.ofSeconds(4), Duration.ofSeconds(60), Duration.ofSeconds(2), 9, Duration.ofSeconds(40));

    /** To see that all works. */
    public static final Effort QUICK =
            new Effort(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(500), 3, Duration.ofSeconds(3));
}
