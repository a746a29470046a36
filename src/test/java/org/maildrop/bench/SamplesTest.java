/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static Samples of(LongStream times) {
        return new Samples(times.boxed().toList());
    }

    @Test
    void theDistanceIsNoneBetweenEqualsAndOneBetweenThoseThatNeverMeet() {
        Samples low = of(LongStream.range(0, 100));
        assertThat(low.distance(of(LongStream.range(0, 100)))).isZero();
        assertThat(low.distance(of(LongStream.range(1_000, 1_100)))).isEqualTo(1);
        assertThat(low.distance(of(LongStream.range(50, 150)))).isCloseTo(0.5, within(0.02));
    }

    @Test
    void aThousandOfOneDistributionAreNotToldApartAndASmallShiftIs() {
        Random random = new Random(7);
        Samples one = of(
                LongStream.generate(() -> (long) (1e6 * random.nextGaussian())).limit(1_000));
        Samples same = of(
                LongStream.generate(() -> (long) (1e6 * random.nextGaussian())).limit(1_000));
        Samples shifted = of(LongStream.generate(() -> (long) (1e6 * random.nextGaussian()) + 300_000)
                .limit(1_000));
        assertThat(one.distance(same)).isLessThan(one.critical(same));
        assertThat(one.distance(shifted)).isGreaterThan(one.critical(shifted));
    }

    @Test
    void quantilesAreInMilliseconds() {
        assertThat(new Samples(List.of(1_000_000L, 2_000_000L, 3_000_000L)).quantile(0.5))
                .isEqualTo(2);
    }
}
