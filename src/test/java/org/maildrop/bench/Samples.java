/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.util.Arrays;
import java.util.Collection;

/** Times of one kind of thing, in nanoseconds, sorted. */
final class Samples {
    /** Of D times the root of half the number of tries: below it two samples of one distribution are 99 times in 100. */
    private static final double CRITICAL = 1.63;

    private static final double MILLI = 1e6;

    private final long[] sorted;

    Samples(Collection<Long> nanos) {
        sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    int size() {
        return sorted.length;
    }

    /** In milliseconds; {@code share} of all are below it. */
    double quantile(double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / MILLI;
    }

    /** Kolmogorov's and Smirnov's D: the greatest difference between the two shares that are below any time. */
    double distance(Samples other) {
        double greatest = 0;
        for (long time : sorted) {
            greatest = Math.max(greatest, Math.abs(share(time) - other.share(time)));
        }
        for (long time : other.sorted) {
            greatest = Math.max(greatest, Math.abs(share(time) - other.share(time)));
        }
        return greatest;
    }

    private double share(long time) {
        int at = Arrays.binarySearch(sorted, time);
        int below = at < 0 ? -at - 1 : at + 1;
        while (below < sorted.length && sorted[below] == time) {
            below++;
        }
        return below / (double) sorted.length;
    }

    /** What D must stay below for the two not to be told apart, at one per cent. */
    double critical(Samples other) {
        return CRITICAL * Math.sqrt((size() + other.size()) / ((double) size() * other.size()));
    }
}
