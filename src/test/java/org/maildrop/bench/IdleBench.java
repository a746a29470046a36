/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.maildrop.bench.load.Expected;
import org.maildrop.bench.load.HeldSession;
import org.maildrop.bench.load.LoadClient;
import org.maildrop.bench.load.Script;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.server.Chain;
import org.maildrop.bench.server.Store;

/** What sessions take that have logged in and do nothing: of the heap, and threads. */
final class IdleBench {
    private static final int SESSIONS = 10_000;
    private static final int QUICK_SESSIONS = 500;
    private static final int MESSAGES = 1;
    private static final int SIZE = 2_000;

    private final BenchServer server;
    private final LoadClient client;
    private final int sessions;
    private final PrintStream out;

    private IdleBench(BenchServer server, LoadClient client, int sessions, PrintStream out) {
        this.server = server;
        this.client = client;
        this.sessions = sessions;
        this.out = out;
    }

    static void run(PrintStream out, List<String> arguments) throws IOException {
        int sessions = arguments.contains("quick") ? QUICK_SESSIONS : SESSIONS;
        try (BenchServer server = BenchServer.start(Store.MEMORY);
                LoadClient client = new LoadClient()) {
            new IdleBench(server, client, sessions, out).measure();
        }
    }

    private void measure() {
        for (int number = 0; number < sessions; number++) {
            server.addUser(user(number), MESSAGES, SIZE);
        }
        for (Chain chain : Chain.values()) {
            close(open(chain));
        }
        out.println(
                "| chain | idle sessions | heap of each | left of each when it has gone | threads before, with them |");
        out.println("|---|--:|--:|--:|--:|");
        for (Chain chain : Chain.values()) {
            row(chain);
        }
    }

    private void row(Chain chain) {
        long before = server.heap();
        int threadsBefore = server.threads();
        List<HeldSession> held = open(chain);
        long with = server.heap();
        int threadsWith = server.threads();
        long alive = held.stream().filter(HeldSession::isOpen).count();
        close(held);
        long after = server.heap();
        out.printf(
                "| %s | %,d | %,d octets | %,d octets | %d, %d |%n",
                chain.label(),
                alive,
                (with - before) / sessions,
                (after - before) / sessions,
                threadsBefore,
                threadsWith);
    }

    private List<HeldSession> open(Chain chain) {
        List<HeldSession> held = new ArrayList<>();
        for (int number = 0; number < sessions; number++) {
            Script login = Script.login(user(number), BenchServer.PASSWORD)
                    .then(Expected.line("STAT", "+OK " + MESSAGES + " " + MESSAGES * SIZE));
            held.add(client.hold(server.port(chain), login));
        }
        return held;
    }

    /** Returns when the server has noticed, as far as the client can know: each connection is ended by both sides. */
    private static void close(List<HeldSession> held) {
        held.forEach(HeldSession::quit);
    }

    private static String user(int number) {
        return "idle" + number + "@example.org";
    }
}
