/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSecretTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000b", "a\u0085b", "half \ud83d of one", "\udc00"})
    void whatIsNoSecretIsRefusedWithoutBeingTold(String text) {
        assertThatThrownBy(() -> new SharedSecret(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a shared secret ")
                .hasMessageNotContaining("half \ud83d of one")
                .hasMessageNotContaining("a\nb");
    }

    @Test
    void itIsAsLongAsItsOctetsAllow() {
        assertThat(new SharedSecret("ß".repeat(256)).octets()).hasSize(SharedSecret.LONGEST);
        assertThatThrownBy(() -> new SharedSecret("ß".repeat(256) + "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itHasNoTextOfItsOwn() {
        assertThat(new SharedSecret("tanstaaf")).hasToString("(a secret)").hasSameHashCodeAs(new SharedSecret("x"));
    }
}
