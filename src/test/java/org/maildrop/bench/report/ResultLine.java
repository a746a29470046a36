/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A result as one line of a file: its name, and then numbers, separated by semicolons. */
final class ResultLine {
    static final String HEAD = "flavour;session;" + columns("ours.cpu") + ";" + columns("ours.time") + ";"
            + columns("stock.cpu") + ";" + columns("stock.time");

    private static final int NAMES = 2;
    private static final int NUMBERS = 4;
    private static final int GROUPS = 4;

    private ResultLine() {}

    static String of(Result result) {
        List<String> fields = new ArrayList<>(List.of(result.flavour(), result.workload()));
        for (Figures figures : List.of(
                result.ours().cpu(),
                result.ours().wall(),
                result.stock().cpu(),
                result.stock().wall())) {
            fields.add(Integer.toString(figures.count()));
            fields.add(number(figures.median()));
            fields.add(number(figures.least()));
            fields.add(number(figures.most()));
        }
        return String.join(";", fields);
    }

    /** @throws IllegalArgumentException if it is none */
    static Result parse(String line) {
        String[] fields = line.split(";", -1);
        if (fields.length != NAMES + NUMBERS * GROUPS) {
            throw new IllegalArgumentException("not a result: " + line);
        }
        return new Result(
                fields[0],
                fields[1],
                new Cost(figures(fields, 0), figures(fields, 1)),
                new Cost(figures(fields, 2), figures(fields, 3)));
    }

    private static Figures figures(String[] fields, int group) {
        int first = NAMES + NUMBERS * group;
        return new Figures(
                Integer.parseInt(fields[first]),
                Double.parseDouble(fields[first + 1]),
                Double.parseDouble(fields[first + 2]),
                Double.parseDouble(fields[first + 3]));
    }

    private static String number(double milliseconds) {
        return String.format(Locale.ROOT, "%.4f", milliseconds);
    }

    private static String columns(String name) {
        return List.of("rounds", "median", "least", "most").stream()
                .map(column -> name + "." + column)
                .collect(Collectors.joining(";"));
    }
}
