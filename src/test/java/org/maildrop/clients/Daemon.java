/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that serves until it is closed, such as a proxy; it is told all in its arguments and its environment. */
final class Daemon implements AutoCloseable {
    private final Process process;
    private final Path said;

    private Daemon(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /**
     * Starts it, and waits until it listens.
     *
     * @param command the first is a program that {@link Tool#required} knows
     * @param port on the loopback address
     */
    static Daemon start(int port, Map<String, String> environment, List<String> command) {
        try {
            Path said = Files.createTempFile(Files.createDirectories(Path.of("target/clients")), "daemon", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            Daemon daemon = new Daemon(builder.start(), said);
            await().until(() -> daemon.listens(port));
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens(int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException("it has ended: " + said());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What it has said until now. */
    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
