/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

import java.util.Arrays;

/** What several measurements of one thing come to. */
public record Figures(int count, double median, double least, double most) {
    /** @throws IllegalArgumentException if there is nothing to tell of */
    public static Figures of(double... measurements) {
        if (measurements.length == 0) {
            throw new IllegalArgumentException("no measurements");
        }
        double[] sorted = measurements.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figures(sorted.length, median, sorted[0], sorted[sorted.length - 1]);
    }
}
