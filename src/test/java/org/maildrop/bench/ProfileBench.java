/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.maildrop.bench.load.LoadClient;
import org.maildrop.bench.profile.Stacks;
import org.maildrop.bench.profile.ThreadTimes;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.server.Store;
import org.maildrop.bench.workload.Watched;

/** Where the time goes in our sessions. */
final class ProfileBench {
    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int FRAMES = 25;
    private static final int STACKS = 20;

    private ProfileBench() {}

    /** @param arguments what the names of those sessions begin with that are wanted; all, if there is none */
    static void run(PrintStream out, List<String> arguments) throws IOException {
        List<Watched> wanted = Watched.profiled().stream()
                .filter(watched -> arguments.isEmpty()
                        || arguments.stream().anyMatch(watched.name().toLowerCase(Locale.ROOT)::startsWith))
                .toList();
        for (Watched watched : wanted) {
            try (BenchServer server = BenchServer.startProfiled(Store.MEMORY);
                    LoadClient client = new LoadClient()) {
                watched.begin(server);
                watched.run(server, client, WARM_UP);
                profile(server, client, watched).forEach(out::println);
            }
        }
    }

    private static List<String> profile(BenchServer server, LoadClient client, Watched watched) throws IOException {
        server.beginRecording();
        ThreadTimes before = ThreadTimes.of(server.pid());
        long cpu = server.cpuNanos();
        int sessions = watched.run(server, client, TIME);
        double millis = (server.cpuNanos() - cpu) / 1e6;
        List<String> threads = ThreadTimes.of(server.pid()).since(before);
        Stacks stacks = Stacks.of(server.endRecording());
        return List.of(
                String.format("%n# %s: %,d sessions, %.2f ms of CPU each", watched.name(), sessions, millis / sessions),
                "\nby thread, of the whole process's time",
                String.join("\n", threads),
                "",
                String.join("\n", stacks.report(FRAMES, STACKS)));
    }
}
