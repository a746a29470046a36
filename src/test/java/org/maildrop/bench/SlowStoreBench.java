/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.maildrop.testing.CheapPasswords;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.SlowStore;

/**
 * What fifty users notice of fifty others whose store takes two seconds for each call, on one James: the time of their
 * polls with and without them, in turns.
 */
final class SlowStoreBench {
    private static final int USERS = 50;
    private static final int MESSAGES = 10;
    private static final int ROUNDS = 5;
    private static final Duration A_CALL = Duration.ofSeconds(2);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration FROM_POLL_TO_POLL = Duration.ofMillis(250);
    private static final byte[] MESSAGE =
            ("Subject: x\r\n\r\n" + ("y".repeat(98) + "\r\n").repeat(20)).getBytes(StandardCharsets.US_ASCII);

    private final SlowStore store;
    private final AtomicInteger slowPolls = new AtomicInteger();
    private volatile boolean slow;

    private SlowStoreBench(SlowStore store) {
        this.store = store;
    }

    static void run(PrintStream out) throws Exception {
        try (SlowStore store = SlowStore.start(CheapPasswords.FILE, CheapPasswords.XML)) {
            new SlowStoreBench(store).measure(out);
        }
    }

    private void measure(PrintStream out) throws Exception {
        for (int i = 0; i < USERS; i++) {
            fill("other" + i);
            fill("slow" + i);
        }
        round();
        Queue<Long> alone = new ConcurrentLinkedQueue<>();
        Queue<Long> beside = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < ROUNDS; i++) {
            alone.addAll(round());
            beside.addAll(withSlowOnes());
        }
        report(out, new Samples(alone), new Samples(beside));
    }

    private void fill(String name) {
        JamesProcess james = store.james();
        james.addUser(address(name), "secret");
        for (int i = 0; i < MESSAGES; i++) {
            james.append(address(name), "secret", MESSAGE);
        }
    }

    private static String address(String name) {
        return name + "@example.org";
    }

    /** The fifty who come to poll at fixed times, whether the last poll took long or not; nanoseconds of each poll. */
    private Queue<Long> round() throws Exception {
        Queue<Long> times = new ConcurrentLinkedQueue<>();
        ScheduledExecutorService clients = Executors.newScheduledThreadPool(USERS);
        List<Future<?>> polling = new ArrayList<>();
        long period = FROM_POLL_TO_POLL.toNanos();
        for (int i = 0; i < USERS; i++) {
            String name = "other" + i;
            polling.add(clients.scheduleAtFixedRate(
                    () -> times.add(timeOfPoll(name)), i * period / USERS, period, TimeUnit.NANOSECONDS));
        }
        TimeUnit.NANOSECONDS.sleep(ROUND.toNanos());
        for (Future<?> one : polling) {
            if (one.isDone()) {
                one.get();
            }
        }
        clients.shutdown();
        clients.awaitTermination(1, TimeUnit.MINUTES);
        return times;
    }

    /** The same beside fifty whose every call waits, so that nearly all of them are inside the store at any moment. */
    private Queue<Long> withSlowOnes() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(USERS);
        List<Future<?>> polling = new ArrayList<>();
        store.shut(A_CALL);
        slow = true;
        for (int i = 0; i < USERS; i++) {
            String name = "slow" + i;
            polling.add(clients.submit(() -> pollWhileSlow(name)));
        }
        try {
            return round();
        } finally {
            slow = false;
            store.open();
            for (Future<?> one : polling) {
                one.get();
            }
            clients.shutdown();
        }
    }

    private void pollWhileSlow(String name) {
        while (slow) {
            timeOfPoll(name);
            slowPolls.incrementAndGet();
        }
    }

    private long timeOfPoll(String name) {
        long start = System.nanoTime();
        try (Pop3Client client = new Pop3Client(store.james().pop3Port())) {
            expect("+OK maildrop locked and ready", client.login(address(name), "secret"));
            expect("+OK " + MESSAGES + " ", client.send("STAT"));
            if (client.lines("UIDL").size() != MESSAGES) {
                throw new IllegalStateException(name + " has not all messages");
            }
            expect("+OK bye", client.send("QUIT"));
        }
        return System.nanoTime() - start;
    }

    private static void expect(String begin, String answer) {
        if (!answer.startsWith(begin)) {
            throw new IllegalStateException("expected " + begin + ", was " + answer);
        }
    }

    private void report(PrintStream out, Samples alone, Samples beside) {
        out.printf(
                "%nPolls of %d users, beside %d whose store takes %d s a call:%n%n", USERS, USERS, A_CALL.toSeconds());
        out.println("| | polls | median | 95 % within | 99 % within |");
        out.println("|---|---|---|---|---|");
        row(out, "alone", alone);
        row(out, "beside the slow ones", beside);
        out.printf(
                "%nMedian beside them: %.2f times that alone. The slow ones came to %d polls.%n",
                beside.quantile(0.5) / alone.quantile(0.5), slowPolls.get());
    }

    private static void row(PrintStream out, String name, Samples samples) {
        out.printf(
                "| %s | %d | %.2f ms | %.2f ms | %.2f ms |%n",
                name, samples.size(), samples.quantile(0.5), samples.quantile(0.95), samples.quantile(0.99));
    }
}
