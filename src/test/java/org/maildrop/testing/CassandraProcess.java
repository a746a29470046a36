/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.maildrop.server.Ports;

/**
 * A Cassandra 4.1 in a JVM of its own, on free ports of the loopback address, with its data below {@code target}: small,
 * quick to start, alone in its cluster. Its class path is what the build has resolved, so nothing of it is on the tests'.
 *
 * <p>It needs a JVM from 11 to 23: that of the tests, or the one in {@code -Dcassandra.java.home}.
 */
public final class CassandraProcess implements AutoCloseable {
    /** What the driver calls a local data centre. */
    public static final String DATACENTER = "datacenter1";

    private static final String HOST = "127.0.0.1";
    private static final int LAST_JVM = 23;
    private static final Path CLASS_PATH = Path.of("target/server/cassandra-engine.classpath");
    private static final Path DATA = Path.of("target/cassandra-test");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Cassandra reaches into the JVM where it measures and frees memory, and where it watches files and sockets. */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.io",
            "java.base/java.math",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.misc",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.util.random",
            "java.base/sun.nio.ch",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.transport.tcp",
            "java.rmi/sun.rmi.server",
            "jdk.management/com.sun.management.internal",
            "jdk.management.jfr/jdk.management.jfr");

    private static CassandraProcess shared;

    private final Path folder;
    private final int port;
    private Process process;

    private CassandraProcess(Path folder) throws IOException {
        this.folder = folder;
        this.port = Ports.oneFree();
        Files.writeString(folder.resolve("cassandra.yaml"), settings(Ports.oneFree()));
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %-5level %logger{20} %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="out"/></root>
                </configuration>
                """);
        this.process = launch();
    }

    /** Where the one for tests that leave it as it is listens: that of {@code -Dcassandra.contact=host:port}, else {@link #shared}. */
    public static InetSocketAddress contact() {
        String named = System.getProperty("cassandra.contact", "");
        if (named.isEmpty()) {
            return shared().address();
        }
        int colon = named.lastIndexOf(':');
        return new InetSocketAddress(named.substring(0, colon), Integer.parseInt(named.substring(colon + 1)));
    }

    /**
     * One for all tests of this JVM, which ends with it. Who freezes or kills it has it going again before the test ends.
     * Where it cannot run the test is skipped, see {@link Engines#missing}.
     */
    public static synchronized CassandraProcess shared() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** One of the caller's own. */
    public static CassandraProcess start() {
        if (!canRun()) {
            Engines.missing(
                    "Cassandra 4.1 does not run on Java " + Runtime.version().feature()
                            + ": name a Java 17 by -Dcassandra.java.home, or a Cassandra by -Dcassandra.contact=host:port");
        }
        try {
            return new CassandraProcess(Files.createTempDirectory(Files.createDirectories(DATA), ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean canRun() {
        return System.getProperty("cassandra.java.home") != null
                || Runtime.version().feature() <= LAST_JVM;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(HOST, port);
    }

    /** As kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }

    /** Again, on the same port, with what is on its disk; returns when it answers. */
    public void restart() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its sockets stay open, and it answers nothing. */
    public void freeze() {
        Signals.freeze(process.pid());
    }

    public void thaw() {
        Signals.thaw(process.pid());
    }

    @Override
    public void close() {
        kill();
        Folders.delete(folder);
    }

    /** Written to disk every 10 ms, so that little is lost by a kill; and no disk space or memory beyond what tests need. */
    private String settings(int storagePort) {
        return """
                cluster_name: maildrop
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                endpoint_snitch: SimpleSnitch
                num_tokens: 1
                listen_address: %1$s
                rpc_address: %1$s
                native_transport_port: %2$d
                storage_port: %3$d
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters: [{seeds: "%1$s:%3$d"}]
                commitlog_sync: periodic
                commitlog_sync_period: 10ms
                commitlog_segment_size: 16MiB
                commitlog_total_space: 128MiB
                memtable_heap_space: 96MiB
                memtable_offheap_space: 32MiB
                file_cache_enabled: false
                row_cache_size: 0MiB
                counter_cache_size: 0MiB
                concurrent_reads: 8
                concurrent_writes: 16
                native_transport_max_threads: 16
                concurrent_compactors: 1
                auto_snapshot: false
                hinted_handoff_enabled: false
                """.formatted(HOST, port, storagePort);
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> answers(started));
        } catch (RuntimeException e) {
            started.destroyForcibly();
            throw e;
        }
        return started;
    }

    private boolean answers(Process started) throws IOException {
        if (!started.isAlive()) {
            throw new IllegalStateException(Files.readString(log()));
        }
        try (Socket socket = new Socket()) {
            socket.connect(address(), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path log() {
        return folder.resolve("log");
    }

    private List<String> command() throws IOException {
        String classPath = Files.readString(CLASS_PATH);
        String jamm = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(jar -> Path.of(jar).getFileName().toString().startsWith("jamm-"))
                .findFirst()
                .orElseThrow();
        Path arguments = folder.resolve("classpath.args");
        Files.writeString(arguments, "-cp\n\"" + classPath.replace("\\", "\\\\") + "\"\n");
        Path at = folder.toAbsolutePath();
        String java = System.getProperty("cassandra.java.home", System.getProperty("java.home"));
        return Stream.of(
                        Stream.of(Path.of(java, "bin", "java").toString(), "-javaagent:" + jamm),
                        OPENED.stream().map(opened -> "--add-opens=" + opened + "=ALL-UNNAMED"),
                        Stream.of(
                                // It lasts for minutes: quick to be up is more than quick in the end.
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx512m",
                                "-Djava.security.manager=allow",
                                "-Djava.awt.headless=true",
                                "-Djdk.attach.allowAttachSelf=true",
                                "-Dcassandra.config="
                                        + at.resolve("cassandra.yaml").toUri(),
                                "-Dcassandra.storagedir=" + at,
                                "-Dlogback.configurationFile=" + at.resolve("logback.xml"),
                                // What a node does for the sake of others that join or leave: there are none.
                                "-Dcassandra.ring_delay_ms=1",
                                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                                "-Dcassandra.superuser_setup_delay_ms=0",
                                "-Dcassandra-foreground=yes",
                                "@" + arguments,
                                "org.apache.cassandra.service.CassandraDaemon"))
                .flatMap(part -> part)
                .toList();
    }
}
