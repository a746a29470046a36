/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.maildrop.bench.load.LoadClient;
import org.maildrop.bench.load.WrongReplyException;
import org.maildrop.bench.report.Machine;
import org.maildrop.bench.report.Page;
import org.maildrop.bench.report.Result;
import org.maildrop.bench.report.Results;
import org.maildrop.bench.report.Table;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.workload.Comparison;
import org.maildrop.bench.workload.Effort;
import org.maildrop.bench.workload.Kind;

/**
 * What sessions cost, ours and those of James's own chain, in one James: printed, and unless it was for a quick look kept
 * in src/doc, in place of what an earlier run has found.
 */
final class WorkloadBench {
    private static final String QUICK = "quick";
    private static final Path RESULTS = Path.of("src/doc/benchmarks.csv");
    private static final Path PAGE = Path.of("src/doc/benchmarks.md");

    private final PrintStream out;
    private final boolean quick;
    private final Results results;
    private int failures;

    private WorkloadBench(PrintStream out, boolean quick, Results results) {
        this.out = out;
        this.quick = quick;
        this.results = results;
    }

    /** @param arguments names of {@link Kind}s, all if there is none; and perhaps {@value #QUICK} */
    static void run(PrintStream out, List<String> arguments) throws IOException {
        List<String> names =
                arguments.stream().filter(name -> !name.equals(QUICK)).toList();
        List<Kind> kinds = names.isEmpty()
                ? List.of(Kind.values())
                : names.stream().map(Kind::named).toList();
        WorkloadBench bench = new WorkloadBench(out, names.size() < arguments.size(), Results.read(RESULTS));
        bench.measure(kinds);
        if (bench.failures > 0) {
            throw new IllegalStateException(bench.failures + " kinds of sessions were answered wrongly");
        }
    }

    /** Each kind in a James of its own: what others have left in its heap and in its compiled code is none of its. */
    private void measure(List<Kind> kinds) throws IOException {
        Table.head().forEach(out::println);
        for (Kind kind : kinds) {
            try (BenchServer server = start(kind);
                    LoadClient client = new LoadClient()) {
                Comparison comparison =
                        new Comparison(server, client, kind.store(), quick ? Effort.QUICK : Effort.FULL);
                comparison.of(kind, quick).forEach(this::report);
            }
            keep();
        }
    }

    private static BenchServer start(Kind kind) throws IOException {
        return kind.remembers() ? BenchServer.start(kind.store()) : BenchServer.startForgetful(kind.store());
    }

    private void report(Comparison.Pending pending) {
        try {
            Result result = pending.measure();
            String change = results.change(result)
                    .map(part -> String.format("  (%+.0f %% since last)", 100 * part))
                    .orElse("");
            out.println(Table.row(result) + (quick ? "" : change));
            results.put(result);
        } catch (WrongReplyException e) {
            failures++;
            out.println("WRONG: " + pending.name() + ": " + e.getMessage());
        }
    }

    private void keep() throws IOException {
        if (!quick) {
            results.write(RESULTS);
            String machine = Machine.describe(Clock.systemUTC(), System.getProperty("james.version", "unknown"));
            Page.replace(PAGE, machine + ":\n\n" + Table.of(results.all()));
        }
    }
}
