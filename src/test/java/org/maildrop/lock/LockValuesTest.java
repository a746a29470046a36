/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.snapshot.Owner;

class LockValuesTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aFencingTokenIsGreaterThanZero(long value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FencingToken(value));
    }

    @Test
    void fencingTokensAreOrderedByTheirValue() {
        assertThat(new FencingToken(Long.MAX_VALUE)).isGreaterThan(new FencingToken(1));
        assertThat(new FencingToken(2)).isEqualByComparingTo(new FencingToken(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void anOwnerAndAHolderAreNotBlank(String blank) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Owner(blank));
        assertThatIllegalArgumentException().isThrownBy(() -> new Holder(blank, "s", "192.0.2.7", Instant.EPOCH));
        assertThatIllegalArgumentException().isThrownBy(() -> new Holder("n", blank, "192.0.2.7", Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource({"PT0.999S, PT0.1S", "PT-60S, PT10S", "PT60S, PT0S", "PT60S, PT-1S", "PT60S, PT30.001S"})
    void aTermThatIsTooShortOrAMarginThatIsOutOfBoundsIsRefused(Duration term, Duration margin) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LockSettings(term, margin));
    }

    @Test
    void theShortestTermAndTheLargestMarginAreAccepted() {
        assertThat(new LockSettings(Duration.ofSeconds(1), Duration.ofMillis(500)).beat())
                .isLessThan(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @CsvSource({"PT12S, PT1S", "PT60S, PT5S", "PT61S, PT5S", "PT1H, PT5S"})
    void aBeatIsATwelfthOfTheTermAndNeverMoreThanFiveSeconds(Duration term, Duration beat) {
        assertThat(new LockSettings(term, Duration.ofSeconds(1)).beat()).isEqualTo(beat);
    }

    @Test
    void theDefaultTermIsAMinute() {
        assertThat(LockSettings.defaults().term()).isEqualTo(Duration.ofMinutes(1));
    }
}
