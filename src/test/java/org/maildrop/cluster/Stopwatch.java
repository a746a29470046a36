/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cluster;

import java.time.Duration;

/** How long it took. */
record Stopwatch(long startNanos) {
    static Stopwatch started() {
        return new Stopwatch(System.nanoTime());
    }

    /** As {@link #passed}, and in the test's output for those who want to know. */
    Duration noted(String what) {
        Duration passed = passed();
        System.out.println(what + ": " + passed);
        return passed;
    }

    Duration passed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
