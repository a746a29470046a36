/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results that are kept from run to run, each workload's last one. */
public final class Results {
    private final Map<String, Result> byName = new LinkedHashMap<>();

    /** Those of a file; none, if it is not there. */
    public static Results read(Path file) throws IOException {
        Results results = new Results();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().skip(1).map(ResultLine::parse).forEach(results::put);
        }
        return results;
    }

    public void write(Path file) throws IOException {
        List<String> lines = byName.values().stream().map(ResultLine::of).toList();
        Files.writeString(file, ResultLine.HEAD + "\n" + String.join("\n", lines) + "\n");
    }

    /** In place of an earlier one of the same workload. */
    public void put(Result result) {
        byName.put(name(result), result);
    }

    public List<Result> all() {
        return List.copyOf(byName.values());
    }

    /** How much more our processor time is than in the result that is kept; -0.5 is half of it. */
    public Optional<Double> change(Result now) {
        return Optional.ofNullable(byName.get(name(now)))
                .map(before -> now.ours().cpu().median() / before.ours().cpu().median() - 1);
    }

    private static String name(Result result) {
        return result.flavour() + ";" + result.workload();
    }
}
