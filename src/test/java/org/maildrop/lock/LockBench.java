/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.lock.AcquireOutcome.Acquired;
import org.maildrop.lock.jdbc.JdbcLeaseStore;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.lock.redis.RedisLeaseStore;
import org.maildrop.lock.redis.RedisSettings;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.Engines;
import org.opentest4j.TestAbortedException;
import redis.clients.jedis.RedisClient;

/**
 * What the lock costs a login, and what it costs a server that its sessions do nothing; for src/doc/benchmarks.md, which
 * has the command. No test: its numbers are a machine's, and are compared by people.
 */
public final class LockBench {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration TERM = Duration.ofSeconds(60);
    private static final String CORNER = "maildrop_bench";

    /** Of its own: no server's leases are there. */
    private static final String REDIS = System.getProperty("redis.url", "redis://127.0.0.1:6379") + "/15";

    private final PrintStream out;

    private LockBench(PrintStream out) {
        this.out = out;
    }

    /** @param wanted names of engines; nothing: all that this machine has */
    public static void main(String[] wanted) throws SQLException {
        LockBench bench = new LockBench(System.out);
        List<String> engines =
                wanted.length > 0 ? List.of(wanted) : List.of("jvm", "derby", "postgresql", "mariadb", "redis");
        bench.header();
        for (String engine : engines) {
            bench.measure(engine);
        }
    }

    private void header() {
        out.printf(
                "%s, Java %s, %s %s, %d processors%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors());
        out.println("| store | enter | leave | enter, 99 % within | renew 1,000 | renew 10,000 |");
        out.println("|---|---|---|---|---|---|");
    }

    private void measure(String engine) throws SQLException {
        try {
            switch (engine) {
                case "jvm" -> {
                    try (LeaseStore store = new JvmLeaseStore(steady())) {
                        measure("`jvm`", store, 200_000);
                    }
                }
                case "derby" -> jdbc("jdbc:derby:memory:" + CORNER + ";create=true", 5_000);
                case "postgresql" ->
                    inACorner(Engines.postgres(), "SCHEMA", "&currentSchema=" + CORNER, " CASCADE", 2_000);
                case "mariadb" -> inACorner(Engines.mariaDb(), "DATABASE", "", "", 2_000);
                case "redis" -> redis(5_000);
                default -> throw new IllegalArgumentException("no such engine: " + engine);
            }
        } catch (TestAbortedException missing) {
            out.println("| " + engine + ": " + missing.getMessage() + " | | | | | |");
        }
    }

    private static Clock steady() {
        return SteadyClock.startingAt(Clock.systemUTC(), System::nanoTime);
    }

    private void inACorner(String url, String kind, String parameter, String cascade, int rounds) throws SQLException {
        String corner = parameter.isEmpty() ? url.replaceFirst("/\\w+\\?", "/" + CORNER + "?") : url + parameter;
        try (Connection admin = DriverManager.getConnection(url);
                Statement statement = admin.createStatement()) {
            statement.execute("DROP " + kind + " IF EXISTS " + CORNER + cascade);
            statement.execute("CREATE " + kind + " " + CORNER);
            jdbc(corner, rounds);
            statement.execute("DROP " + kind + " " + CORNER + cascade);
        }
    }

    private void jdbc(String url, int rounds) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                LeaseStore store = JdbcLeaseStore.open(
                        new JdbcSettings(url, "", "", JdbcSettings.DEFAULT_POOL_SIZE), ANSWER, System::nanoTime)) {
            DatabaseMetaData engine = connection.getMetaData();
            String version = engine.getDatabaseProductVersion().split("[ -]")[0];
            measure("`jdbc`, " + engine.getDatabaseProductName() + " " + version, store, rounds);
        }
    }

    private void redis(int rounds) {
        try (RedisClient redis = RedisClient.create(REDIS);
                LeaseStore store = RedisLeaseStore.at(RedisSettings.of(REDIS), Optional.empty())) {
            String version = redis.info("server").replaceAll("(?s).*redis_version:(\\S+).*", "$1");
            measure("`redis`, Redis " + version, store, rounds);
        }
    }

    private void measure(String name, LeaseStore store, int rounds) {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(3);
        LockSettings settings = new LockSettings(TERM, Duration.ofSeconds(10));
        try (MaildropLocks locks =
                new MaildropLocks(store, settings, "bench", steady(), executor, new SilentOutages())) {
            loggingIn(locks, rounds);
            long[][] nanos = loggingIn(locks, rounds);
            out.printf(
                    "| %s | %s | %s | %s | %s | %s |%n",
                    name,
                    shown(quantile(nanos[0], 0.5)),
                    shown(quantile(nanos[1], 0.5)),
                    shown(quantile(nanos[0], 0.99)),
                    shown(renewing(store, 1_000)),
                    shown(renewing(store, 10_000)));
        } finally {
            executor.shutdownNow();
        }
    }

    /** Each by a user of its own, of whom some have been there before. */
    private static long[][] loggingIn(MaildropLocks locks, int rounds) {
        long[][] nanos = new long[2][rounds];
        for (int i = 0; i < rounds; i++) {
            Owner owner = new Owner("user-" + i % 1_000 + "@example.org");
            long start = System.nanoTime();
            Lease lease = ((Acquired) locks.acquire(owner, "session", "192.0.2.7")).lease();
            long entered = System.nanoTime();
            lease.close();
            nanos[0][i] = entered - start;
            nanos[1][i] = System.nanoTime() - entered;
        }
        return nanos;
    }

    /** Of leases that are all held, in one batch, as a node renews them. */
    private static long renewing(LeaseStore store, int leases) {
        Holder holder = new Holder("bench", "session", "192.0.2.7", Instant.EPOCH);
        // Longer than a term, lest the first expire while the last are taken.
        Duration term = TERM.multipliedBy(60);
        List<Renewal> batch = IntStream.range(0, leases)
                .mapToObj(i -> new Owner("idle-" + i + "@example.org"))
                .map(owner -> new LeaseKey(owner, ((Attempt.Granted) store.acquire(owner, holder, term)).token()))
                .map(key -> new Renewal(key, Duration.ZERO))
                .toList();
        long median = quantile(timed(20, i -> store.renew(batch, term)), 0.5);
        batch.forEach(renewal -> store.release(renewal.key()));
        return median;
    }

    private static long[] timed(int times, IntConsumer action) {
        return IntStream.range(0, times)
                .mapToLong(i -> {
                    long start = System.nanoTime();
                    action.accept(i);
                    return System.nanoTime() - start;
                })
                .toArray();
    }

    private static long quantile(long[] nanos, double part) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) (sorted.length * part)];
    }

    private static String shown(long nanos) {
        double micros = nanos / 1e3;
        return micros < 1_000
                ? String.format(Locale.ROOT, "%.1f µs", micros)
                : String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
    }
}
