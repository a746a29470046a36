/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.SlowStore;

/** Fifty users whose store does not answer, fifty others on the same server, and clients that are no joy to serve. */
@Execution(ExecutionMode.CONCURRENT)
class SlowStoreIT {
    private static final int USERS = 50;
    private static final int SESSIONS_EACH = 3;
    private static final int COMMANDS = 100_000;
    private static final String MESSAGE = "Subject: x\r\n\r\n" + ("y".repeat(98) + "\r\n").repeat(100);

    /** Longer than this test may take: nobody is let go before it says so. */
    private static final Duration HELD = Duration.ofHours(1);

    private static SlowStore store;

    private final List<AutoCloseable> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        store = SlowStore.start("maildrop.xml", "<maildrop/>");
    }

    @AfterAll
    static void stop() throws IOException {
        store.close();
    }

    @AfterEach
    void leave() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
    }

    @Test
    void fiftyOthersAreServedInFullWhileFiftyAreHeldInTheStoreAndOddClientsAreThere() throws Exception {
        List<Account> others = accounts("other", USERS);
        Held held = heldInTheStore(accounts("slow", USERS));
        RawPop3 neverReads = flooding("deaf", "RETR 1\r\n", "+OK 10014 octets");
        RawPop3 readsLater = flooding("late", "NOOP\r\n", "+OK");
        try (Drip drip = new Drip(kept(RawPop3.inside(account("dripping"))))) {
            eachPolls(others);

            assertThat(store.waiting()).isEqualTo(USERS);
            assertThat(held.all()).noneMatch(Pop3Client::isAnswered);
            drip.endsWithAllItsLinesAnswered();
        }
        assertThat(neverReads.readLine()).isEqualTo("Subject: x");
        for (int i = 1; i < COMMANDS; i++) {
            assertThat(readsLater.readLine()).isEqualTo("+OK");
        }
        store.open();
        held.areAnswered();
    }

    /** All that can wait for the store: a login, a message, a removal. Each is on a thread, inside the store. */
    private record Held(List<Pop3Client> coming, List<Pop3Client> reading, List<Pop3Client> leaving) {
        List<Pop3Client> all() {
            List<Pop3Client> all = new ArrayList<>(coming);
            all.addAll(reading);
            all.addAll(leaving);
            return all;
        }

        void begin() {
            coming.forEach(client -> client.say("PASS secret"));
            reading.forEach(client -> client.say("RETR 1"));
            leaving.forEach(client -> client.say("QUIT"));
        }

        void areAnswered() {
            assertThat(coming).allMatch(client -> client.hear().startsWith("+OK maildrop locked and ready, 1 message"));
            assertThat(reading).allMatch(client -> client.hear().equals("+OK 10014 octets"));
            assertThat(leaving).allMatch(client -> client.hear().equals("+OK bye, 1 message removed, 0 left"));
        }
    }

    private Held heldInTheStore(List<Account> slow) {
        Held held = new Held(
                slow.subList(0, 20).stream().map(this::named).toList(),
                slow.subList(20, 35).stream().map(this::inside).toList(),
                slow.subList(35, USERS).stream().map(this::inside).toList());
        assertThat(held.leaving()).allMatch(client -> client.send("DELE 1").startsWith("+OK"));
        store.shut(HELD);
        held.begin();
        await().until(() -> store.waiting() == USERS);
        return held;
    }

    private static Account account(String name) {
        Account account = new Account(store.james(), name + "@example.org", "secret");
        store.james().addUser(account.name(), account.password());
        return account.with(MESSAGE);
    }

    private static List<Account> accounts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> account(prefix + i)).toList();
    }

    private <T extends AutoCloseable> T kept(T client) {
        clients.add(client);
        return client;
    }

    private Pop3Client named(Account account) {
        Pop3Client client = kept(new Pop3Client(store.james().pop3Port()));
        assertThat(client.send("USER " + account.name())).startsWith("+OK");
        return client;
    }

    private Pop3Client inside(Account account) {
        Pop3Client client = named(account);
        assertThat(client.send("PASS " + account.password())).startsWith("+OK");
        return client;
    }

    /** One that sends so many commands in one go, and reads no more than the first line of the answers. */
    private RawPop3 flooding(String name, String command, String firstLine) throws IOException {
        RawPop3 session = kept(RawPop3.inside(account(name)));
        session.writeMeanwhile(command.repeat(COMMANDS));
        assertThat(session.readLine()).isEqualTo(firstLine);
        return session;
    }

    /** All at once, and each several times. */
    private static void eachPolls(List<Account> others) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        try {
            List<Callable<Void>> polls = new ArrayList<>();
            for (Account account : others) {
                polls.add(() -> {
                    for (int i = 0; i < SESSIONS_EACH; i++) {
                        wholeSession(account);
                    }
                    return null;
                });
            }
            for (Future<Void> poll : threads.invokeAll(polls)) {
                poll.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void wholeSession(Account account) {
        try (Pop3Client client = new Pop3Client(account.james().pop3Port())) {
            assertThat(client.login(account.name(), account.password())).startsWith("+OK");
            assertThat(client.send("STAT")).isEqualTo("+OK 1 10014");
            assertThat(client.lines("UIDL")).hasSize(1);
            assertThat(client.lines("RETR 1")).hasSize(102);
            assertThat(client.send("QUIT")).isEqualTo("+OK bye, 0 messages removed, 1 left");
        }
    }
}
