/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.maildrop.bench.load.LoadClient;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.server.Chain;
import org.maildrop.bench.server.Store;
import org.maildrop.bench.workload.Watched;

/** How many statements James gives to PostgreSQL for a session, BEGIN and COMMIT among them. */
final class StatementsBench {
    private static final int SESSIONS = 5;

    private StatementsBench() {}

    static void run(PrintStream out) throws IOException {
        out.println("| session | chain | statements of the first one | of each later one |");
        out.println("|---|---|--:|--:|");
        try (BenchServer server = BenchServer.startOverheard(Store.POSTGRESQL);
                LoadClient client = new LoadClient()) {
            for (Watched watched : Watched.counted()) {
                watched.begin(server);
                for (Chain chain : Chain.values()) {
                    List<Long> counts = IntStream.range(0, SESSIONS)
                            .mapToObj(session -> statements(server, client, watched, chain))
                            .toList();
                    LongStream later = counts.stream().skip(1).mapToLong(Long::longValue);
                    out.printf(
                            "| %s | %s | %,d | %s |%n",
                            watched.name(),
                            chain.label(),
                            counts.get(0),
                            later.distinct().boxed().toList());
                }
            }
        }
    }

    private static long statements(BenchServer server, LoadClient client, Watched watched, Chain chain) {
        long before = server.statements();
        watched.run(server, client, chain);
        return server.statements() - before;
    }
}
