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

class TableTest {
    @Test
    void aRowHasTheMediansTheirSpreadAndTheirRatio() {
        Result result = new Result(
                "memory",
                "poll",
                new Cost(Figures.of(0.5, 0.4, 0.7), Figures.of(1)),
                new Cost(Figures.of(1_250), Figures.of(1_300)));

        assertThat(Table.row(result))
                .isEqualTo("| memory | poll | 0.500 | 0.400–0.700 | 1,250 | 1,250–1,250 | 0.000 | 1.00 | 1,300 |");
    }

    @Test
    void aNumberHasThreeDigits() {
        assertThat(Decimals.text(0.0234)).isEqualTo("0.023");
        assertThat(Decimals.text(1.234)).isEqualTo("1.23");
        assertThat(Decimals.text(12.34)).isEqualTo("12.3");
        assertThat(Decimals.text(12_345.6)).isEqualTo("12,346");
    }

    @Test
    void onlyThePartBetweenTheMarksOfAPageIsReplaced() {
        String page = "before\n<!-- workloads: begin -->\n\nold\n\n<!-- workloads: end -->\nafter\n";

        assertThat(Page.with(page, "new"))
                .isEqualTo("before\n<!-- workloads: begin -->\n\nnew\n\n<!-- workloads: end -->\nafter\n");
        assertThatThrownBy(() -> Page.with("nothing", "new")).isInstanceOf(IllegalArgumentException.class);
    }
}
