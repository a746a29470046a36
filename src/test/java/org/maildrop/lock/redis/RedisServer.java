/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.maildrop.server.Ports;
import org.maildrop.testing.Engines;
import org.maildrop.testing.Folders;
import org.maildrop.testing.Signals;
import redis.clients.jedis.Connection;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * A redis-server of a test's own, on a free port of the loopback, in a folder of its own: to be killed, stopped and
 * started again. It keeps nothing on disk unless the options say so.
 */
final class RedisServer implements AutoCloseable {
    private static final String BINARY = "redis-server";

    private static RedisServer shared;

    private final Path folder;
    private final int port;
    private final List<String> mode;
    private final List<String> options;
    private Process process;

    private RedisServer(Path folder, int port, List<String> mode, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.mode = mode;
        this.options = options;
        this.process = launch();
    }

    /** Starts one, or has the test skipped, with one line, where there is none. */
    static RedisServer start(String... options) {
        return start(Ports.oneFree(), options);
    }

    static RedisServer start(int port, String... options) {
        if (!installed()) {
            Engines.missing("there is no " + BINARY + " on the path: install it (Debian: apt install redis-server)");
        }
        try {
            return new RedisServer(Files.createTempDirectory("redis"), port, List.of(), withDefaults(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> withDefaults(String... options) {
        List<String> all = new ArrayList<>(List.of("--save", "", "--repl-diskless-sync-delay", "0"));
        all.addAll(List.of(options));
        return all;
    }

    /** A Sentinel that alone decides, and soon, on a failover of this master, which it calls "locks". */
    static RedisServer sentinelOf(RedisServer master) {
        try {
            Path folder = Files.createTempDirectory("sentinel");
            Path file = folder.resolve("sentinel.conf");
            Files.write(
                    file,
                    List.of(
                            "sentinel monitor locks 127.0.0.1 " + master.port + " 1",
                            "sentinel down-after-milliseconds locks 2000",
                            "sentinel failover-timeout locks 2000"));
            return new RedisServer(folder, Ports.oneFree(), List.of(file.toString(), "--sentinel"), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Redis for tests that leave it as it is: that of -Dredis.url, of this machine, or one started for all of them. */
    static synchronized String sharedUri() {
        String uri = System.getProperty("redis.url", "redis://127.0.0.1:6379");
        RedisSettings.Node node = RedisSettings.of(uri).nodes().get(0);
        if (listens(node.host(), node.port())) {
            return uri;
        }
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared.uri();
    }

    private static boolean installed() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, BINARY)));
    }

    private static boolean listens(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1_000);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    Path folder() {
        return folder;
    }

    /** What this server answers to a command, without a password. */
    Object ask(String command, String... arguments) {
        try (Connection connection = new Connection("127.0.0.1", port)) {
            ProtocolCommand asked = () -> command.getBytes(StandardCharsets.US_ASCII);
            connection.sendCommand(asked, arguments);
            return connection.getOne();
        }
    }

    /** As kill -9 does. */
    void kill() {
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }

    /** Again, on the same port, with what is on its disk. */
    void restart() {
        process = launch();
    }

    /** Its sockets stay open, and it answers nothing. */
    void freeze() {
        Signals.freeze(process.pid());
    }

    void thaw() {
        Signals.thaw(process.pid());
    }

    @Override
    public void close() {
        kill();
        Folders.delete(folder);
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(BINARY));
        command.addAll(mode);
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        command.addAll(options);
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            awaitPort(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPort(Process started) {
        int answering = tlsPort().orElse(port);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (!started.isAlive()) {
                        throw new IllegalStateException(Files.readString(folder.resolve("log")));
                    }
                    return listens("127.0.0.1", answering) && !isLoading(answering);
                });
    }

    /** It listens before it has read what it keeps on disk. Where it speaks TLS, it keeps nothing there. */
    private static boolean isLoading(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("+PONG\r\n".length());
            return new String(answer, StandardCharsets.US_ASCII).startsWith("-LOAD");
        } catch (SocketTimeoutException | SocketException silent) {
            return false;
        }
    }

    private Optional<Integer> tlsPort() {
        int at = options.indexOf("--tls-port");
        return at < 0 ? Optional.empty() : Optional.of(Integer.parseInt(options.get(at + 1)));
    }
}
