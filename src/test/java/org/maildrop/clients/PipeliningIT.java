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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** Clients that send more than they read. */
@Isolated("the memory of a server that others use meanwhile says nothing")
class PipeliningIT {
    private static final int COMMANDS = 100_000;
    private static final String LINE = "y".repeat(98) + "\r\n";
    private static final String MESSAGE = "Subject: x\r\n\r\n" + LINE.repeat(100);
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final int SESSIONS = 20;

    /** Of James; each new connection is the next one's. */
    private static final int IO_THREADS = 2 * Runtime.getRuntime().availableProcessors();

    /** What a session may hold, of the heap and of Netty's buffers: src/doc/concurrency.md has what it is made of. */
    private static final long MOST_LIVE = 300_000;

    private static final long MOST_DIRECT = 400_000;

    /** Netty's buffers come in chunks, each I/O thread's in its own: more may be begun than what is used would fill. */
    private static final long CHUNKS_BEGUN = IO_THREADS * 4L * 1024 * 1024;

    private static JamesProcess james;

    @BeforeAll
    static void start() {
        james = JamesProcess.shared();
    }

    @Test
    void aHundredThousandCommandsInOneGoAreAnsweredOneByOneOnceTheClientReads() throws Exception {
        Account account = Account.of(james);
        try (RawPop3 session = RawPop3.inside(account)) {
            CompletableFuture<Void> sending = session.writeMeanwhile("NOOP\r\n".repeat(COMMANDS) + "QUIT\r\n");
            anotherSessionIsServedSoon();

            for (int i = 0; i < COMMANDS; i++) {
                assertThat(session.readLine()).isEqualTo("+OK");
            }
            assertThat(session.readLine()).startsWith("+OK bye");
            sending.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aHundredThousandMessagesThatNobodyReadsStopTheirSessionAndNothingElse(int lines) throws Exception {
        Account account = Account.of(james).with("a:\r\n\r\n" + LINE.repeat(lines));
        try (Memory memory = new Memory(james)) {
            long before = memory.live();
            try (RawPop3 session = RawPop3.inside(account)) {
                session.writeMeanwhile("RETR 1\r\n".repeat(COMMANDS));
                assertThat(session.readLine()).startsWith("+OK");
                anotherSessionIsServedSoon();

                // A gigabyte has been asked for, or as many tiny replies. Less than one chunk of Netty's: it has none
                // there.
                assertThat(memory.live() - before).isLessThan(3_000_000);
                for (int i = 0; i < 1_000; i++) {
                    assertThat(session.readLine()).doesNotStartWith("-ERR");
                }
            }
            await().atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(login(account)).startsWith("+OK"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twentyOfThemAtOnceTakeLittleMemoryAndLeaveTheServerToTheOthers(boolean tls) throws Exception {
        // Behind messages that are not taken, short commands, which are read as far as there is room to queue them.
        String flood = "RETR 1\r\n".repeat(1_000) + "NOOP\r\n".repeat(COMMANDS);
        List<RawPop3> sessions = new ArrayList<>();
        try (Memory memory = new Memory(james)) {
            // One on each I/O thread brings what is there once for all of its sessions: under TLS a chunk of the heap.
            for (int i = 0; i < IO_THREADS; i++) {
                flooding(sessions, tls, flood);
            }
            long live = memory.live();
            long direct = memory.direct();

            for (int i = 0; i < SESSIONS; i++) {
                flooding(sessions, tls, flood);
            }
            anotherSessionIsServedSoon();
            assertThat(memory.live() - live).isLessThan(SESSIONS * MOST_LIVE);
            assertThat(memory.direct() - direct).isLessThan(SESSIONS * MOST_DIRECT + CHUNKS_BEGUN);
        } finally {
            for (RawPop3 session : sessions) {
                session.close();
            }
        }
    }

    private static void flooding(List<RawPop3> sessions, boolean tls, String flood) throws IOException {
        Account account = Account.of(james).with(MESSAGE);
        RawPop3 session = tls ? RawPop3.insideTls(account) : RawPop3.inside(account);
        sessions.add(session);
        session.writeMeanwhile(flood);
        assertThat(session.readLine()).startsWith("+OK");
    }

    private static void anotherSessionIsServedSoon() {
        Account other = Account.of(james).with(MESSAGE);
        long start = System.nanoTime();
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login(other.name(), other.password())).startsWith("+OK");
            assertThat(client.lines("RETR 1")).hasSize(102);
            assertThat(client.send("QUIT")).startsWith("+OK");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    private static String login(Account account) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            return client.login(account.name(), account.password());
        }
    }
}
