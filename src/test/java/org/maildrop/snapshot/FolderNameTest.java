/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"INBOX", "Trash", "INBOX.Archive", "a.b.c", "Gel\u00f6schte Objekte", "a#b", "a/b", "a:b"})
    void aNameIsKeptAsItIs(String name) {
        assertThat(new FolderName(name).name()).isEqualTo(name);
        assertThat(new FolderName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox", "Inbox", "iNBOX"})
    void inboxIsOneInWhateverCase(String name) {
        assertThat(new FolderName(name)).isEqualTo(FolderName.INBOX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ".", "a.", ".a", "a..b", "a. .b", "%", "a%", "*", "a*b", "#a", "a\tb", "a\nb", "a\u007f",
                "a\u0085"
            })
    void whatJamesWouldNotMakeIsRefused(String name) {
        assertThatThrownBy(() -> new FolderName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected is " + FolderName.EXPECTED);
    }

    @Test
    void twoHundredCharactersAreTheMost() {
        assertThat(new FolderName("x".repeat(200)).name()).hasSize(200);
        assertThatThrownBy(() -> new FolderName("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsMovedToWhereItIs() {
        assertThatThrownBy(() -> new StoreSettings(FolderName.INBOX, Optional.of(new FolderName("inbox"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
