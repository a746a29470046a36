/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.maildrop.bench.load.LoadClient;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.server.Chain;

/** The sessions of one workload on one chain: those to warm up, and then rounds that are measured. */
final class Runs {
    private static final double MILLI = 1e6;

    /** The share of the time in which the JVM's compilers work when that is what is measured. */
    private static final double STILL_COMPILING = 0.05;

    private final BenchServer server;
    private final LoadClient client;
    private final Workload workload;
    private final Chain chain;
    private final Effort effort;
    private final List<Round> rounds = new ArrayList<>();
    private int sessions;
    private Duration spent = Duration.ZERO;

    Runs(BenchServer server, LoadClient client, Workload workload, Chain chain, Effort effort) {
        this.server = server;
        this.client = client;
        this.workload = workload;
        this.chain = chain;
        this.effort = effort;
        this.sessions = workload.least();
    }

    List<Round> rounds() {
        return rounds;
    }

    /** More and more sessions, until it is known how many a round takes, and the JVM has compiled what they need. */
    void warmUp() {
        long nanos = 0;
        boolean compiling = true;
        while (isTooCold(nanos, compiling)) {
            long compiled = server.compiling();
            long last = run();
            compiling = (server.compiling() - compiled) * MILLI > STILL_COMPILING * last;
            nanos += last;
            long fitting = effort.round().toNanos() * sessions / last;
            sessions = (int) Math.max(workload.least(), Math.min(Math.min(fitting, 4L * sessions), workload.most()));
        }
    }

    private boolean isTooCold(long nanos, boolean compiling) {
        return nanos < effort.warmUp().toNanos()
                || compiling && nanos < effort.mostWarmUp().toNanos();
    }

    boolean areEnough() {
        return rounds.size() >= effort.rounds() || rounds.size() >= 2 && spent.compareTo(effort.most()) > 0;
    }

    void round() {
        workload.prepare(server, chain, sessions);
        long cpuBefore = server.cpuNanos();
        long wall = sessions();
        double cpu = server.cpuNanos() - cpuBefore;
        workload.tidy(server);
        rounds.add(new Round(cpu / MILLI / sessions, wall / MILLI / sessions));
        spent = spent.plusNanos(wall);
    }

    private long run() {
        workload.prepare(server, chain, sessions);
        long wall = sessions();
        workload.tidy(server);
        return wall;
    }

    private long sessions() {
        long wall = 0;
        for (int number = 0; number < sessions; number++) {
            wall += client.run(server.port(chain), workload.session(number));
        }
        return wall;
    }
}
