/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The session that the README shows: what {@code -Prun} starts, and the very commands that it prints. */
@Execution(ExecutionMode.CONCURRENT)
// With others; its own tests are one after the other.
@ResourceLock("RunIT")
class RunIT {
    @TempDir
    Path folder;

    private final int offset = IntStream.iterate(2000, next -> next + 100)
            .filter(candidate -> Ports.shifted(candidate).taken().isEmpty())
            .findFirst()
            .orElseThrow();
    private Process server;

    @BeforeEach
    void start() throws IOException {
        server = run(folder.resolve("home"), folder.resolve("said"));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> said().contains("Go on in another terminal") || !server.isAlive());
    }

    @AfterEach
    void stop() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
    }

    @Test
    void thePrintedCommandsSendAndFetchAMailAndSigtermStopsTheServer() throws Exception {
        assertThat(cli("AddDomain", "example.org")).isZero();
        assertThat(cli("AddUser", "bob@example.org", "secret")).isZero();
        assertThat(cli("AddUser", "bob@example.org", "secret"))
                .as("a second time")
                .isNotZero();

        List<String> curl = said().lines()
                .map(String::strip)
                .filter(line -> line.contains("curl "))
                .toList();
        assertThat(curl).hasSize(4);
        assertThat(shell(curl.get(0))).isEmpty();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(shell(curl.get(1))).contains("Subject: Hello", "The first mail."));
        assertThat(shell(curl.get(2))).startsWith("1 ");
        assertThat(shell(curl.get(3))).startsWith("1 ");

        server.destroy();
        assertThat(server.waitFor(70, TimeUnit.SECONDS)).isTrue();
        assertThat(Ports.shifted(offset).taken()).isEmpty();
    }

    @Test
    void aSecondServerIsRefusedWithTheReason() throws Exception {
        assertThat(refusal(folder.resolve("home"))).contains("another server runs in", "-Djames.home=DIR");
        assertThat(refusal(folder.resolve("other"))).contains("port " + (1025 + offset) + " (SMTP) is taken");
    }

    private String refusal(Path home) throws Exception {
        Path said = folder.resolve("refused");
        assertThat(run(home, said).waitFor()).isEqualTo(1);
        return Files.readString(said);
    }

    private Process run(Path home, Path said) throws IOException {
        return java(
                said,
                "-Dflavour=memory",
                "-Djames.home=" + home,
                "-Dmaildrop.jar=" + System.getProperty("maildrop.jar"),
                "org.maildrop.server.Run");
    }

    private int cli(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("org.maildrop.server.Cli"));
        command.addAll(List.of(arguments));
        return java(folder.resolve("cli"), command.toArray(String[]::new)).waitFor();
    }

    private Process java(Path said, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "target/server/classes",
                "-Dports.offset=" + offset));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private static String shell(String command) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
