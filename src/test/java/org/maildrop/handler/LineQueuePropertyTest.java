/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class LineQueuePropertyTest {
    private static final int TAKE = -1;
    private static final int CLEAR = -2;

    /** A step is the length of a line to add, or one of the constants. */
    @Property
    void itAnswersAsAQueueOfLinesDoes(@ForAll("steps") List<Integer> steps) {
        LineQueue lines = new LineQueue();
        Queue<byte[]> model = new ArrayDeque<>();
        byte filling = 0;
        int most = 0;

        for (int step : steps) {
            if (step == TAKE) {
                assertThat(lines.poll()).isEqualTo(model.poll());
            } else if (step == CLEAR) {
                lines.clear();
                model.clear();
            } else {
                byte[] line = new byte[step];
                Arrays.fill(line, filling++);
                lines.add(line);
                model.add(line);
            }
            most = Math.max(most, lines.octets());
            assertThat(lines.room()).isLessThanOrEqualTo(most + 16 * 1024 + 256);
            assertThat(lines.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(lines.octets())
                    .isEqualTo(model.stream().mapToInt(line -> line.length + 2).sum());
        }
        while (!model.isEmpty()) {
            assertThat(lines.poll()).isEqualTo(model.poll());
        }
        assertThat(lines.poll()).isNull();
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.integers().between(0, 40)),
                        Tuple.of(1, Arbitraries.of(0, 253, 254, 255, 256, 2048, 65_535)),
                        Tuple.of(7, Arbitraries.just(TAKE)),
                        Tuple.of(1, Arbitraries.just(CLEAR)))
                .list()
                .ofMaxSize(200);
    }
}
