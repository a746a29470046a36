/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ListingTest {
    @Test
    void uidsAscendStrictly() {
        assertThatThrownBy(() -> new Listing(1, new long[] {1, 3, 2}, new long[3]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Listing(1, new long[] {1, 2, 2}, new long[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyUidHasASize() {
        assertThatThrownBy(() -> new Listing(1, new long[] {1, 2}, new long[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOwnerHasAName() {
        assertThatThrownBy(() -> new Owner(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Owner("bob").name()).isEqualTo("bob");
    }

    @Test
    void theStockUniqueIdIsTheBareUid() {
        assertThat(UniqueIdFormat.STOCK.uniqueId(123, 45, new byte[0])).isEqualTo("45");
    }
}
