/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianIsTheOneInTheMiddle() {
        assertThat(Figures.of(9, 1, 4)).isEqualTo(new Figures(3, 4, 1, 9));
    }

    @Test
    void ofAnEvenNumberTheMedianIsBetweenTheTwoInTheMiddle() {
        assertThat(Figures.of(10, 1, 2, 3)).isEqualTo(new Figures(4, 2.5, 1, 10));
    }

    @Test
    void ofNothingThereAreNone() {
        assertThatThrownBy(Figures::of).isInstanceOf(IllegalArgumentException.class);
    }
}
