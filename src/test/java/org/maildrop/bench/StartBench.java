/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.maildrop.bench.report.Figures;
import org.maildrop.server.Flavour;
import org.maildrop.server.Ports;
import org.maildrop.server.ServerHome;
import org.maildrop.server.ServerProcess;
import org.maildrop.testing.StockConf;

/** How long James takes from its process's beginning until it says that it has started, with and without our jar. */
final class StartBench {
    private static final int ROUNDS = 5;

    private StartBench() {}

    static void run(PrintStream out) throws IOException {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            double withoutUs = seconds(
                    List.of(),
                    Map.of(
                            "extensions.properties",
                            "",
                            "healthcheck.properties",
                            "",
                            "webadmin.properties",
                            StockConf.webadmin(),
                            "pop3server.xml",
                            StockConf.pop3server()));
            double withUs = seconds(List.of(Path.of(System.getProperty("maildrop.jar"))), Map.of());
            if (round > 0) {
                without.add(withoutUs);
                with.add(withUs);
            }
        }
        out.println("| James | started after, median of " + ROUNDS + " | from–to |");
        out.println("|---|--:|--:|");
        row(out, "with Maildrop", with);
        row(out, "as it comes", without);
    }

    private static void row(PrintStream out, String name, List<Double> seconds) {
        Figures figures =
                Figures.of(seconds.stream().mapToDouble(Double::doubleValue).toArray());
        out.printf("| %s | %.2f s | %.2f–%.2f s |%n", name, figures.median(), figures.least(), figures.most());
    }

    private static double seconds(List<Path> jars, Map<String, String> conf) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/bench"));
        ServerHome home = new ServerHome(Path.of(""), Files.createTempDirectory(folder, "start"));
        Ports ports = Ports.free();
        home.layOut(ports, jars, conf);
        long begin = System.nanoTime();
        ServerProcess process = ServerProcess.start(
                Flavour.MEMORY,
                home,
                ports.jmx(),
                List.of("-Xmx1g"),
                ProcessBuilder.Redirect.appendTo(
                        home.directory().resolve("console.log").toFile()));
        try {
            awaitStarted(process);
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            process.kill();
        }
    }

    /** More often than {@link ServerProcess#awaitStarted} looks. */
    private static void awaitStarted(ServerProcess process) throws IOException {
        while (!process.logSinceStart().contains("JAMES server started")) {
            if (!process.isAlive()) {
                throw new IOException("James has not started");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
