/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command behind {@code ./mvnw -Pcli}: James's own command line, for the server that {@link Run} has started with
 * the same system property {@code ports.offset}. Its exit code is James's.
 */
public final class Cli {
    private Cli() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path classPath = Path.of(System.getProperty("maildrop.project", ""), "target", "server", "cli.classpath");
        int port = Ports.shifted(Integer.getInteger("ports.offset", 0)).jmx();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Files.readString(classPath),
                "org.apache.james.cli.ServerCmd",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port)));
        command.addAll(List.of(args));
        System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
