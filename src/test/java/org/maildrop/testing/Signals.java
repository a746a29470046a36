/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What makes a process hang, and go on; its sockets stay open all the while. */
public final class Signals {
    private Signals() {}

    /** Returns when it hangs: the signal is only on its way when {@code kill} has ended, and the others run on until then. */
    public static void freeze(long pid) {
        send("STOP", pid);
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        if (Files.exists(threads)) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> allStopped(threads));
        }
    }

    private static boolean allStopped(Path threads) throws IOException {
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                if (!isStopped(thread)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** By proc(5): the state is behind the name, which is in parentheses and may hold anything. */
    private static boolean isStopped(Path thread) throws IOException {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.startsWith(") T", stat.lastIndexOf(')'));
        } catch (NoSuchFileException ended) {
            return true;
        }
    }

    public static void thaw(long pid) {
        send("CONT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + signal + " gave " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
