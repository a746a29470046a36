/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine, run to its end. */
final class Tool {
    private static final long PATIENCE_SECONDS = 60;

    /** Where Debian has servers, and its users no path to. */
    private static final String SERVERS = "/usr/sbin";

    private final String name;
    private final Path path;

    private Tool(String name, Path path) {
        this.name = name;
        this.path = path;
    }

    /** Skips the test, and says so in one line, where the program is missing. */
    static Tool required(String name) {
        Optional<Path> found = Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of(SERVERS))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("SKIPPED: there is no " + name + " on this machine");
        }
        // A new machine passes with a JDK and nothing else; what only other programs can show is shown where they are.
        assumeTrue(found.isPresent(), "there is no " + name + " on this machine");
        return new Tool(name, found.orElseThrow());
    }

    /** The program itself, for those that run it otherwise. */
    String path() {
        return path.toString();
    }

    /** What a program has said, both streams apart, each as UTF-8. */
    record Result(int exitCode, String out, String err) {}

    /** Runs it; {@code input} goes to it in UTF-8, because arguments are not safe for that on every machine. */
    Result run(String input, String... arguments) {
        try {
            Path folder = Files.createDirectories(Path.of("target/clients"));
            Path out = Files.createTempFile(folder, name, ".out");
            Path err = Files.createTempFile(folder, name, ".err");
            List<String> command = new ArrayList<>(List.of(path()));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " does not end: " + Files.readString(err));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
