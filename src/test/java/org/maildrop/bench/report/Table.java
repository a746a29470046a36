/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results in Markdown. */
public final class Table {
    private static final List<String> HEAD = List.of(
            "| James on | session | Maildrop, CPU | from–to | stock, CPU | from–to | ratio | Maildrop, time | stock, time |",
            "|---|---|--:|--:|--:|--:|--:|--:|--:|");

    private Table() {}

    public static List<String> head() {
        return HEAD;
    }

    public static String of(List<Result> results) {
        return Stream.concat(HEAD.stream(), results.stream().map(Table::row)).collect(Collectors.joining("\n"));
    }

    public static String row(Result result) {
        return "| " + result.flavour() + " | " + result.workload() + " |"
                + spread(result.ours().cpu())
                + spread(result.stock().cpu()) + cell(result.ratio())
                + cell(result.ours().wall().median())
                + cell(result.stock().wall().median());
    }

    private static String spread(Figures figures) {
        return cell(figures.median()) + " " + Decimals.text(figures.least()) + "–" + Decimals.text(figures.most())
                + " |";
    }

    private static String cell(double number) {
        return " " + Decimals.text(number) + " |";
    }
}
