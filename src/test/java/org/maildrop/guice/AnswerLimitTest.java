/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerLimitTest {
    @Test
    void isATwelfthOfTheTerm() {
        assertThat(AnswerLimit.of(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(2_500));
        assertThat(AnswerLimit.of(Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void ofALongTermIsNoMoreThanALoginCanWait() {
        assertThat(AnswerLimit.of(Duration.ofMinutes(10))).isEqualTo(Duration.ofSeconds(5));
    }
}
