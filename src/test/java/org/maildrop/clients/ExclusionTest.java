/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExclusionTest {
    private final Exclusion exclusion = new Exclusion();

    @Test
    void staysOneBehindTheOtherDoNotOverlap() {
        exclusion.inside(() -> {});
        exclusion.inside(() -> {});

        assertThat(exclusion.overlaps()).isZero();
        assertThat(exclusion.entries()).isEqualTo(2);
        assertThat(exclusion.counted()).isEqualTo(2);
    }

    @Test
    void aStayInsideAnotherIsSeenTwice() {
        exclusion.inside(() -> exclusion.inside(() -> {}));
        exclusion.inside(() -> {});

        assertThat(exclusion.overlaps()).isEqualTo(1);
        assertThat(exclusion.entries()).isEqualTo(3);
        assertThat(exclusion.counted()).isEqualTo(2);
    }
}
