/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The command behind {@code ./mvnw -Prun}: a server to try Maildrop with, until Ctrl-C. It runs in Maven's own process,
 * so that the prompt comes back only when the server has stopped. System properties: {@code flavour},
 * {@code james.home}, {@code ports.offset}, {@code maildrop.jar}, {@code maildrop.project}.
 */
public final class Run {
    private Run() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            int offset = Integer.parseInt(System.getProperty("ports.offset", "0"));
            serve(Flavour.named(System.getProperty("flavour", "jpa")), offset);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("James was not started: " + e.getMessage());
            System.exit(1);
        }
    }

    // The lock's channel only has to be open.
    @SuppressWarnings("try")
    private static void serve(Flavour flavour, int offset) throws IOException, InterruptedException {
        Ports ports = Ports.shifted(offset);
        ServerHome home = new ServerHome(
                Path.of(System.getProperty("maildrop.project", "")),
                Path.of(System.getProperty("james.home", "target/james")));
        try (FileChannel channel = claim(home)) {
            if (ports.taken().isPresent()) {
                throw new IOException(ports.taken().get() + " is taken. Stop what listens there, or move all ports:"
                        + " ./mvnw -Prun -Dports.offset=1000");
            }
            Path jar = Path.of(System.getProperty("maildrop.jar", "target/maildrop.jar"));
            home.layOut(ports, List.of(jar), Map.of());
            ServerProcess server = ServerProcess.start(
                    flavour, home, ports.jmx(), List.of("-Xmx512m"), ProcessBuilder.Redirect.INHERIT);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-james"));
            server.awaitStarted(Duration.ofMinutes(2));
            System.out.println(Welcome.text(flavour, home, ports, offset));
            int exitCode = server.await();
            boolean signalled = exitCode > 128;
            System.err.println(
                    signalled
                            ? "James has stopped."
                            : "James has ended with exit code " + exitCode + ": see " + home.log());
            System.exit(signalled ? 0 : 1);
        }
    }

    /** One server a home: two on one database would destroy it. */
    private static FileChannel claim(ServerHome home) throws IOException {
        Files.createDirectories(home.directory());
        FileChannel channel = FileChannel.open(
                home.directory().resolve("running.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException("another server runs in " + home.directory() + ". Give this one a folder of its own:"
                    + " ./mvnw -Prun -Djames.home=DIR -Dports.offset=1000");
        }
        return channel;
    }
}
