/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import java.time.Duration;
import java.util.List;
import org.maildrop.bench.load.LoadClient;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.server.Chain;

/** Sessions that are run while somebody looks at the server, and are not compared. */
public final class Watched {
    private final Workload workload;

    private Watched(Workload workload) {
        this.workload = workload;
    }

    /** Those whose statements are of interest. */
    public static List<Watched> counted() {
        return List.of(
                new Watched(new Polling(1_000)),
                new Watched(new Polling(10_000)),
                new Watched(Reading.drain(100, false)));
    }

    /** Those whose profile is. */
    public static List<Watched> profiled() {
        return List.of(
                new Watched(new Polling(1_000)),
                new Watched(Reading.drain(100, false)),
                new Watched(Reading.headers(1_000, false)));
    }

    public String name() {
        return workload.name();
    }

    public void begin(BenchServer server) {
        workload.begin(server);
    }

    /** One. */
    public void run(BenchServer server, LoadClient client, Chain chain) {
        client.run(server.port(chain), workload.session(0));
    }

    /** Ours, one after another; returns how many there were. */
    public int run(BenchServer server, LoadClient client, Duration time) {
        int sessions = 0;
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            run(server, client, Chain.OURS);
            sessions++;
        }
        return sessions;
    }
}
