/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How often something was done, how long it took in all, and how often it took longer than this and that: counts only, so
 * that those of several servers, and of any span of time, can be added and subtracted.
 */
final class Timings {
    private static final long NANOS_IN_MICRO = 1_000;

    private final LongAdder count;
    private final LongAdder micros;
    private final long[] limits;
    private final LongAdder[] over;

    /**
     * @param name   what the counts are called, without their end
     * @param counts makes one of that name
     * @param limits ascending, whole milliseconds
     */
    Timings(String name, Function<String, LongAdder> counts, Duration... limits) {
        this.count = counts.apply(name);
        this.micros = counts.apply(name + "_micros");
        this.limits = Stream.of(limits).mapToLong(Duration::toNanos).toArray();
        this.over = Stream.of(limits)
                .map(limit -> counts.apply(name + "_over_" + told(limit)))
                .toArray(LongAdder[]::new);
    }

    private static String told(Duration limit) {
        long millis = limit.toMillis();
        return millis < 1_000 ? millis + "ms" : limit.toSeconds() + "s";
    }

    void took(long nanos) {
        count.increment();
        micros.add(nanos / NANOS_IN_MICRO);
        for (int i = 0; i < limits.length && nanos > limits[i]; i++) {
            over[i].increment();
        }
    }
}
