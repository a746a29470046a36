/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.maildrop.bench.load.LoadClient;
import org.maildrop.bench.load.WrongReplyException;
import org.maildrop.bench.report.Cost;
import org.maildrop.bench.report.Figures;
import org.maildrop.bench.report.Result;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.server.Chain;
import org.maildrop.bench.server.Store;

/** Both chains by the same workloads, in alternating rounds: what slows the machine down slows both. */
public final class Comparison {
    private final BenchServer server;
    private final LoadClient client;
    private final Store store;
    private final Effort effort;

    public Comparison(BenchServer server, LoadClient client, Store store, Effort effort) {
        this.server = server;
        this.client = client;
        this.store = store;
        this.effort = effort;
    }

    /** A workload whose turn is still to come. */
    public record Pending(String name, Supplier<Result> work) {
        /** @throws WrongReplyException if a session was not answered as it had to be */
        public Result measure() {
            return work.get();
        }
    }

    /** The workloads of a kind, full ones or small ones. */
    public List<Pending> of(Kind kind, boolean small) {
        return kind.workloads(small).stream()
                .map(workload -> new Pending(workload.name(), () -> of(workload)))
                .toList();
    }

    private Result of(Workload workload) {
        workload.begin(server);
        server.heap();
        Runs ours = new Runs(server, client, workload, Chain.OURS, effort);
        Runs stock = new Runs(server, client, workload, Chain.STOCK, effort);
        List<Runs> both = List.of(ours, stock);
        both.forEach(Runs::warmUp);
        while (!ours.areEnough() || !stock.areEnough()) {
            both.stream().filter(runs -> !runs.areEnough()).forEach(Runs::round);
        }
        return new Result(store.label(), workload.name(), cost(ours), cost(stock));
    }

    private static Cost cost(Runs runs) {
        return new Cost(figures(runs, Round::cpu), figures(runs, Round::wall));
    }

    private static Figures figures(Runs runs, ToDoubleFunction<Round> what) {
        return Figures.of(runs.rounds().stream().mapToDouble(what).toArray());
    }
}
