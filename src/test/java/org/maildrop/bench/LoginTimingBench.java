/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.Proofs;

/**
 * Whether the time that a failed login takes tells why it failed: a thousand tries of each kind, mixed, on a real James,
 * with the delay of failed logins and, to see that the measurement could tell, without it.
 */
final class LoginTimingBench {
    private static final int TRIES = 1_000;
    private static final int CLIENTS = 20;
    private static final int USERS = 334;
    private static final int SEED = 1725;
    private static final byte[] WRONG_SECRET = "another".getBytes(StandardCharsets.UTF_8);

    private final JamesProcess james;
    private final Map<Kind, ConcurrentLinkedQueue<Long>> times = new EnumMap<>(Kind.class);

    private enum Kind {
        WRONG_PASSWORD("wrong password"),
        NO_SUCH_USER("no such user"),
        REMOVED_USER("user that was removed"),
        NO_NAME("name that can be nobody's"),
        NO_RIGHT("right password, but no right to act as the other"),
        WRONG_SECRET("wrong shared secret (CRAM-MD5)"),
        NO_SECRET("user without a shared secret"),
        SECRET_OF_NOBODY("shared secret, but no such user");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private LoginTimingBench(JamesProcess james) {
        this.james = james;
        for (Kind kind : Kind.values()) {
            times.put(kind, new ConcurrentLinkedQueue<>());
        }
    }

    static void run(PrintStream out) throws Exception {
        for (String delay : List.of("0s", "1s")) {
            String settings = "<maildrop><auth><mechanisms>PLAIN CRAM-MD5</mechanisms><failed-logins><delay>" + delay
                    + "</delay></failed-logins></auth></maildrop>";
            JamesProcess james =
                    new Launch(Flavour.MEMORY).with("maildrop.xml", settings).start();
            try {
                out.printf("%nfailed-logins/delay %s, %,d tries each%n%n", delay, TRIES);
                new LoginTimingBench(james).measure(out);
            } finally {
                james.kill();
            }
        }
    }

    private void measure(PrintStream out) throws Exception {
        for (int i = 0; i < USERS; i++) {
            james.addUser(user(i), "secret");
            james.addUser(user(USERS + i), "secret");
            james.addUser(user(2 * USERS + i), "secret");
            james.addUser(removed(i), "secret");
            james.removeUser(removed(i));
        }
        for (int i = 0; i < USERS; i++) {
            james.addUser(sharing(i), "secret");
            james.share(sharing(i), "a shared secret");
        }
        List<Kind> tries = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            tries.addAll(Collections.nCopies(TRIES, kind));
        }
        Collections.shuffle(tries, new Random(SEED));
        run(tries);
        report(out);
    }

    private void run(List<Kind> tries) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> all = new ArrayList<>();
            Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
            for (Kind kind : tries) {
                // Each name fails three times at the most, so that none is kept waiting.
                int number = counts.merge(kind, 1, Integer::sum) % USERS;
                all.add(clients.submit(() -> attempt(kind, number)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            clients.shutdown();
        }
    }

    private static String user(int number) {
        return "user" + number + "@example.org";
    }

    private static String sharing(int number) {
        return "sharing" + number + "@example.org";
    }

    private static String removed(int number) {
        return "gone" + number + "@example.org";
    }

    private void attempt(Kind kind, int number) {
        String message =
                switch (kind) {
                    case WRONG_PASSWORD -> "\0" + user(number) + "\0wrong";
                    case NO_SUCH_USER -> "\0nobody" + number + "@example.org\0wrong";
                    case REMOVED_USER -> "\0" + removed(number) + "\0secret";
                    case NO_NAME -> "\0no@name@" + number + "\0wrong";
                    case WRONG_SECRET -> sharing(number);
                    case NO_SECRET -> user(2 * USERS + number);
                    case SECRET_OF_NOBODY -> "none" + number + "@example.org";
                    case NO_RIGHT -> user(number) + "\0" + user(USERS + number) + "\0secret";
                };
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            String last = kind.compareTo(Kind.WRONG_SECRET) < 0
                    ? "AUTH PLAIN " + base64(message)
                    : base64(Proofs.cramMd5(challenge(client), message, WRONG_SECRET));
            long start = System.nanoTime();
            String reply = client.send(last);
            long time = System.nanoTime() - start;
            if (!reply.equals("-ERR [AUTH] wrong name or password")) {
                throw new IllegalStateException(kind + ": " + reply);
            }
            times.get(kind).add(time);
        }
    }

    private static String challenge(Pop3Client client) {
        String base64 = client.send("AUTH CRAM-MD5").substring("+ ".length());
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void report(PrintStream out) {
        Samples wrong = new Samples(times.get(Kind.WRONG_PASSWORD));
        out.println("| what was wrong | median | 5 to 95 % | D to a wrong password | told apart, from |");
        out.println("|---|---|---|---|---|");
        for (Kind kind : Kind.values()) {
            Samples samples = new Samples(times.get(kind));
            double distance = samples.distance(wrong);
            double critical = samples.critical(wrong);
            out.printf(
                    "| %s | %.1f ms | %.1f to %.1f ms | %.3f | %s, %.3f |%n",
                    kind.label,
                    samples.quantile(0.5),
                    samples.quantile(0.05),
                    samples.quantile(0.95),
                    distance,
                    distance < critical ? "no" : "yes",
                    critical);
        }
    }
}
