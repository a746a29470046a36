/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @Test
    void whatIsWrittenIsReadAgainInItsOrder(@TempDir Path folder) throws IOException {
        Results written = new Results();
        written.put(result("memory", "poll, 1,000 messages", 0.5));
        written.put(result("jpa", "poll, 1,000 messages", 1.25));
        written.write(folder.resolve("results.csv"));

        Results read = Results.read(folder.resolve("results.csv"));

        assertThat(read.all()).isEqualTo(written.all()).hasSize(2);
    }

    @Test
    void withoutAFileThereAreNone(@TempDir Path folder) throws IOException {
        assertThat(Results.read(folder.resolve("none.csv")).all()).isEmpty();
    }

    @Test
    void aNewResultIsComparedWithTheLastOneOfItsKindAndTakesItsPlace() {
        Results results = new Results();
        results.put(result("memory", "drain", 2));
        results.put(result("memory", "poll", 2));

        assertThat(results.change(result("memory", "drain", 1))).contains(-0.5);
        assertThat(results.change(result("jpa", "drain", 1))).isEmpty();

        results.put(result("memory", "drain", 1));

        assertThat(results.all()).containsExactly(result("memory", "drain", 1), result("memory", "poll", 2));
    }

    @Test
    void whatIsNoResultIsRefused() {
        assertThatThrownBy(() -> ResultLine.parse("memory;poll;1;2")).hasMessageContaining("memory;poll;1;2");
        assertThat(ResultLine.HEAD.split(";", -1))
                .hasSameSizeAs(ResultLine.of(result("memory", "poll", 1)).split(";", -1));
    }

    static Result result(String flavour, String workload, double ours) {
        return new Result(
                flavour,
                workload,
                new Cost(Figures.of(ours), Figures.of(2 * ours, 3 * ours)),
                new Cost(Figures.of(4 * ours), Figures.of(5 * ours)));
    }
}
