/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.maildrop.bench.inside.BenchRoutes;
import org.maildrop.server.Flavour;
import org.maildrop.server.Ports;
import org.maildrop.server.ServerHome;
import org.maildrop.server.ServerProcess;

/** One James with both chains, in a process of its own below {@code target/bench}, with a heap that is large enough. */
public final class BenchServer implements AutoCloseable {
    /** Of every user. */
    public static final String PASSWORD = "secret";

    /** One that costs nothing to speak of, and is known to James's users in every flavour. */
    private static final String CHEAP_HASH = "SHA-512";

    private static final List<String> JVM_OPTIONS = List.of("-Xms4g", "-Xmx4g");

    /** So that samples tell the method that ran, and not only the place where compiled code can be stopped. */
    private static final List<String> PROFILED =
            List.of("-Xms4g", "-Xmx4g", "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What webadmin does in one request. */
    private static final int BATCH = 5_000;

    /** After so many a database may plan otherwise. */
    private static final int MANY = 500;

    private final Optional<Database> database;
    private final ServerProcess process;
    private final Ports ports;
    private final Webadmin webadmin;

    private BenchServer(Optional<Database> database, ServerProcess process, Ports ports) {
        this.database = database;
        this.process = process;
        this.ports = ports;
        this.webadmin = new Webadmin(ports.webadmin());
    }

    public static BenchServer start(Store store) throws IOException {
        return start(store.flavour(), database(store, false), JVM_OPTIONS, Map.of());
    }

    /** One that remembers no listings: to it each login is the first one. */
    public static BenchServer startForgetful(Store store) throws IOException {
        return start(store.flavour(), database(store, false), JVM_OPTIONS, BenchConf.FORGETFUL);
    }

    /** One whose statements are counted. */
    public static BenchServer startOverheard(Store store) throws IOException {
        return start(store.flavour(), database(store, true), JVM_OPTIONS, Map.of());
    }

    /** One that can tell where its time goes. */
    public static BenchServer startProfiled(Store store) throws IOException {
        return start(store.flavour(), database(store, false), PROFILED, Map.of());
    }

    private static Optional<Database> database(Store store, boolean overheard) {
        return switch (store) {
            case MEMORY -> Optional.empty();
            case POSTGRESQL -> Optional.of(new Database(overheard));
        };
    }

    private static BenchServer start(
            Flavour flavour, Optional<Database> database, List<String> jvmOptions, Map<String, String> others)
            throws IOException {
        Path folder = Files.createDirectories(Path.of("target/bench"));
        ServerHome home = new ServerHome(Path.of(""), Files.createTempDirectory(folder, flavour.label()));
        Ports ports = Ports.free();
        List<Path> jars = List.of(Path.of(System.getProperty("maildrop.jar")), BenchJar.make(folder));
        Map<String, String> files = new HashMap<>(BenchConf.files(CHEAP_HASH));
        database.map(Database::files).ifPresent(files::putAll);
        files.putAll(others);
        home.layOut(ports, jars, files);
        ServerProcess process = ServerProcess.start(
                flavour,
                home,
                ports.jmx(),
                jvmOptions,
                ProcessBuilder.Redirect.appendTo(
                        home.directory().resolve("console.log").toFile()));
        return new BenchServer(database, process, ports).started();
    }

    private BenchServer started() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(process::kill));
        try {
            process.awaitStarted(PATIENCE);
            webadmin.send("PUT", "/domains/example.org", "");
            return this;
        } catch (IOException | RuntimeException e) {
            process.kill();
            throw e;
        }
    }

    public int port(Chain chain) {
        return switch (chain) {
            case OURS -> ports.pop3();
            case STOCK -> ports.pop3s();
        };
    }

    /** A user who was not there before, with so many messages of so many octets each: the sample messages from 0 on. */
    public void addUser(String user, int messages, int size) {
        webadmin.send("PUT", "/users/" + user, "{\"password\":\"" + PASSWORD + "\"}");
        fill(user, messages, size);
    }

    /** Into an INBOX that is not there. */
    public void fill(String user, int messages, int size) {
        for (int first = 0; first < messages; first += BATCH) {
            int count = Math.min(BATCH, messages - first);
            String range = "?first=" + first + "&count=" + count + "&size=" + size;
            long there = webadmin.number("PUT", messages(user) + range);
            if (there != first + count) {
                throw new IllegalStateException(user + " has " + there + " messages instead of " + (first + count));
            }
        }
        if (messages >= MANY) {
            database.ifPresent(Database::analyze);
        }
    }

    /** One more message, where there are so many. */
    public void deliver(String user, int there, int size) {
        long now = webadmin.number("PUT", messages(user) + "?first=" + there + "&count=1&size=" + size);
        if (now != there + 1) {
            throw new IllegalStateException(user + " has " + now + " messages instead of " + (there + 1));
        }
    }

    /** Takes the user's INBOX away, and returns how many messages were in it. */
    public long empty(String user) {
        return webadmin.number("DELETE", messages(user));
    }

    private static String messages(String user) {
        return BenchRoutes.BASE + "/messages/" + user;
    }

    /** What the process has used so far; it grows in steps of a hundredth of a second on Linux. */
    public long cpuNanos() {
        return webadmin.number("GET", BenchRoutes.BASE + "/cpu");
    }

    /** In octets, after a garbage collection. */
    public long heap() {
        return webadmin.number("GET", BenchRoutes.BASE + "/heap");
    }

    /** How long the JVM's compilers have worked so far, in milliseconds. */
    public long compiling() {
        return webadmin.number("GET", BenchRoutes.BASE + "/compiling");
    }

    public long pid() {
        return process.pid();
    }

    /** From now on the server takes samples of its own stacks. */
    public void beginRecording() {
        webadmin.number("PUT", BenchRoutes.BASE + "/recording");
    }

    /** The samples, in the format of the JVM's flight recorder. */
    public Path endRecording() {
        return Path.of(webadmin.send("DELETE", BenchRoutes.BASE + "/recording", ""));
    }

    /** That it has given to its database so far. */
    public long statements() {
        return database.orElseThrow().statements();
    }

    public int threads() {
        return (int) webadmin.number("GET", BenchRoutes.BASE + "/threads");
    }

    @Override
    public void close() {
        process.kill();
        database.ifPresent(Database::close);
    }
}
