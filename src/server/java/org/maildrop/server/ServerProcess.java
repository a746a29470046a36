/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A James in a JVM of its own: the JVM that runs this code, the flavour's class path, the home's folder. */
public final class ServerProcess {
    private static final Duration PATIENCE_TO_STOP = Duration.ofSeconds(60);
    private static final int TROUBLE_LINES = 60;
    private static final String STARTED = "JAMES server started";

    private final ServerHome home;
    private final Process process;
    private final long logBefore;

    private ServerProcess(ServerHome home, Process process, long logBefore) {
        this.home = home;
        this.process = process;
        this.logBefore = logBefore;
    }

    /**
     * Starts a server in a home that is laid out.
     *
     * @param jmxPort on the loopback address
     * @param jvmOptions of the server's JVM, such as its heap
     * @param console where the server's standard output and error go
     */
    public static ServerProcess start(
            Flavour flavour, ServerHome home, int jmxPort, List<String> jvmOptions, ProcessBuilder.Redirect console)
            throws IOException {
        long logBefore = Files.exists(home.log()) ? Files.size(home.log()) : 0;
        ProcessBuilder builder = new ProcessBuilder(command(flavour, home, jmxPort, jvmOptions));
        builder.directory(home.directory().toFile()).redirectErrorStream(true).redirectOutput(console);
        return new ServerProcess(home, builder.start(), logBefore);
    }

    private static List<String> command(Flavour flavour, ServerHome home, int jmxPort, List<String> jvmOptions)
            throws IOException {
        List<String> command = new ArrayList<>();
        // Another James may want another Java.
        String java = System.getProperty("server.java", System.getProperty("java.home"));
        command.add(Path.of(java, "bin", "java").toString());
        command.addAll(jvmOptions);
        // The JVM's own JMX server, not James's: that one opens a second port, on every address.
        command.addAll(List.of(
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Dcom.sun.management.jmxremote.port=" + jmxPort,
                "-Dcom.sun.management.jmxremote.rmi.port=" + jmxPort,
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false",
                "-Djava.rmi.server.hostname=127.0.0.1"));
        if (Runtime.version().feature() >= 24) {
            // What James's libraries do is still allowed there, but each first time is told on the console.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Dworking.directory=" + home.directory(),
                "-Dlogback.configurationFile=" + home.conf().resolve("logback.xml")));
        // In a file: with its hundreds of jars it is longer than some systems allow a command to be.
        Path classPath = home.directory().resolve("classpath.args");
        Files.writeString(classPath, "-cp\n\"" + flavour.classPath(home).replace("\\", "\\\\") + "\"\n");
        command.add("@" + classPath);
        command.add(flavour.mainClass());
        return command;
    }

    /**
     * Waits until James says that all of it is up.
     *
     * @throws IOException if it ends before that or takes longer than {@code patience}; with the end of its log
     */
    public void awaitStarted(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!logSinceStart().contains(STARTED)) {
            if (hasEndedWithin(Duration.ofMillis(100))) {
                throw new IOException(
                        "James ended with exit code " + process.exitValue() + " while starting.\n" + trouble());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("James is not up after " + patience + ".\n" + trouble());
            }
        }
    }

    /** Stops it as an administrator would (SIGTERM), and by force if it has not ended a minute later. */
    public void stop() {
        process.destroy();
        if (!hasEndedWithin(PATIENCE_TO_STOP)) {
            kill();
        }
    }

    /** What a power cut does to it (SIGKILL); returns when it is dead. */
    public void kill() {
        process.destroyForcibly();
        hasEndedWithin(PATIENCE_TO_STOP);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the server's end, for ever. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /** The log's part that this server wrote. */
    public String logSinceStart() throws IOException {
        if (!Files.exists(home.log())) {
            return "";
        }
        byte[] log = Files.readAllBytes(home.log());
        return new String(log, (int) logBefore, (int) (log.length - logBefore), StandardCharsets.UTF_8);
    }

    /** The end of the log, or what begins with its first error: the cause comes before what it led to. */
    private String trouble() throws IOException {
        List<String> lines = logSinceStart().lines().toList();
        int firstError = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(" ERROR "))
                .findFirst()
                .orElse(lines.size());
        int from = Math.min(firstError, Math.max(0, lines.size() - TROUBLE_LINES));
        return String.join("\n", lines.subList(from, Math.min(lines.size(), from + TROUBLE_LINES)));
    }

    private boolean hasEndedWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Runs a short command; what it says is in the exception if it fails. */
    static void complete(ProcessBuilder command) throws IOException {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command.command().get(0) + ": " + said);
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw new InterruptedIOException(command.command().get(0));
        }
    }
}
