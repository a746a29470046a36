/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many clients at once, on real threads and sockets: they pipeline in pieces of any size, read when they like, and
 * vanish or are sent away at any moment. What each reads is foreseen to the octet; it may end early, never otherwise.
 */
class ConversationStressTest {
    private static final Duration LENGTH = Duration.ofSeconds(5);
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int CLIENTS = 8;
    private static final int MESSAGES = 20;
    private static final String LOST = "-ERR [SYS/TEMP] the lock on the maildrop was lost, nothing was removed\r\n";
    private static final String STOPPING = "-ERR [SYS/TEMP] the server is stopping, nothing was removed\r\n";

    private enum Fate {
        QUIT,
        QUIT_AND_TOLD_OF_A_LOSS,
        FIN,
        RST,
        LEASE_LOST,
        IDLE,
        SERVER_STOPS
    }

    private final SocketServer server = new SocketServer();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger sessions = new AtomicInteger();

    @AfterEach
    void close() {
        threads.shutdownNow();
        server.close();
    }

    @Test
    void whateverHappensRepliesAreInOrderLocksAreFreedAndNobodyWaitsForEver() throws Exception {
        // A store that dawdles, so that things happen in the middle of commands.
        server.bench()
                .store()
                .at(what -> LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(300_000)));
        long end = System.nanoTime() + LENGTH.toNanos();
        List<Future<?>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            String user = "user" + client;
            for (int message = 1; message <= MESSAGES; message++) {
                server.bench().store().add(user, text(message));
            }
            Random random = new Random(client);
            clients.add(threads.submit(() -> {
                while (System.nanoTime() < end) {
                    new Client(user, random).live();
                    sessions.incrementAndGet();
                }
                return null;
            }));
        }

        for (Future<?> client : clients) {
            client.get();
        }
        assertThat(sessions.get()).isGreaterThan(CLIENTS * 5);
        assertThat(server.bench().leases()).isZero();
    }

    /** Some short, some longer than the window of what may be in flight; line ends as they are sent. */
    private static String text(int message) {
        String line = "." + message + " of the message\r\n";
        return line.repeat(message % 7 == 0 ? 20_000 : message);
    }

    private final class Client {
        private final String user;
        private final Random random;
        private final Fate fate;
        private final StringBuilder commands = new StringBuilder();
        private final StringBuilder expected = new StringBuilder("+OK Maildrop ready\r\n");
        /** Offsets in what is expected at which a reply ends. */
        private final List<Integer> boundaries = new ArrayList<>(List.of(expected.length()));

        Client(String user, Random random) {
            this.user = user;
            this.random = random;
            this.fate = Fate.values()[random.nextInt(Fate.values().length)];
            int octets = 0;
            for (int message = 1; message <= MESSAGES; message++) {
                octets += text(message).length();
            }
            say("USER " + user, "+OK name accepted, the password decides\r\n");
            say("PASS secret", "+OK maildrop locked and ready, 20 messages (" + octets + " octets)\r\n");
            for (int count = random.nextInt(60); count > 0; count--) {
                sayAnything(1 + random.nextInt(MESSAGES), octets);
            }
            say("QUIT", "+OK bye, 0 messages removed, 20 left\r\n");
        }

        private void sayAnything(int message, int octets) {
            String size = Integer.toString(text(message).length());
            switch (random.nextInt(7)) {
                case 0 -> say("NOOP", "+OK\r\n");
                case 1 -> say("STAT", "+OK 20 " + octets + "\r\n");
                case 2 -> say("RETR " + message, "+OK " + size + " octets\r\n" + stuffed(message) + ".\r\n");
                case 3 -> say("TOP " + message + " 0", "+OK top of message follows\r\n" + stuffed(message) + ".\r\n");
                case 4 -> say("XYZZY", "-ERR unknown command\r\n");
                case 5 -> say("x".repeat(3000), "-ERR line too long\r\n");
                default -> say("LIST " + message, "+OK " + message + " " + size + "\r\n");
            }
        }

        private String stuffed(int message) {
            return text(message).replace("\r\n.", "\r\n..").replaceFirst("^\\.", "..");
        }

        private void say(String command, String reply) {
            commands.append(command).append(random.nextBoolean() ? "\r\n" : "\n");
            expected.append(reply);
            boundaries.add(expected.length());
        }

        void live() throws Exception {
            try (Socket socket =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                int port = socket.getLocalPort();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> server.visit(port) != null);
                SocketServer.Visit visit = server.visit(port);
                String heard = converse(socket, visit);
                judge(heard);
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> visit.timesLeft() > 0 && !server.bench().locked(user));
                assertThat(visit.timesLeft()).isOne();
                server.forget(port);
            }
        }

        private String converse(Socket socket, SocketServer.Visit visit) throws Exception {
            Future<?> writer = threads.submit(() -> write(socket));
            CompletableFuture<Void> blow = CompletableFuture.runAsync(() -> strike(socket, visit), threads);
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 + random.nextInt(50_000)];
            try {
                InputStream in = socket.getInputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    heard.write(buffer, 0, read);
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError(
                        "nothing came any more for " + fate + " behind " + heard.toString(StandardCharsets.ISO_8859_1),
                        e);
            } catch (IOException brokenOff) {
                assertThat(fate).isNotEqualTo(Fate.QUIT);
            }
            blow.get();
            writer.get();
            return heard.toString(StandardCharsets.ISO_8859_1);
        }

        private void write(Socket socket) {
            Random pieces = new Random(commands.length());
            byte[] octets = commands.toString().getBytes(StandardCharsets.ISO_8859_1);
            try {
                OutputStream out = socket.getOutputStream();
                for (int at = 0; at < octets.length; ) {
                    int piece = Math.min(octets.length - at, 1 + pieces.nextInt(pieces.nextBoolean() ? 20 : 5000));
                    out.write(octets, at, piece);
                    at += piece;
                }
                if (fate == Fate.FIN) {
                    socket.shutdownOutput();
                }
            } catch (IOException gone) {
                // The other side has closed: what was said in vain has no reply.
            }
        }

        /** Lets fate take its course, at some moment. */
        private void strike(Socket socket, SocketServer.Visit visit) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(8_000_000));
            switch (fate) {
                case QUIT, FIN -> {}
                case QUIT_AND_TOLD_OF_A_LOSS -> {
                    while (visit.timesLeft() == 0) {
                        LockSupport.parkNanos(10_000);
                    }
                    visit.conversation().end(Ending.LEASE_LOST);
                }
                case RST -> reset(socket);
                case LEASE_LOST -> visit.conversation().end(Ending.LEASE_LOST);
                case IDLE -> visit.longTime();
                case SERVER_STOPS -> visit.conversation().end(Ending.SERVER_STOPPING);
            }
        }

        private void reset(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void judge(String heard) {
            String all = expected.toString();
            String lastWord = fate == Fate.LEASE_LOST ? LOST : STOPPING;
            switch (fate) {
                case QUIT, QUIT_AND_TOLD_OF_A_LOSS -> assertThat(heard).isEqualTo(all);
                case LEASE_LOST, SERVER_STOPS -> {
                    if (heard.endsWith(lastWord)) {
                        String before = heard.substring(0, heard.length() - lastWord.length());
                        assertThat(boundaries).contains(before.length());
                        assertThat(all).startsWith(before);
                    } else {
                        assertThat(all).startsWith(heard);
                    }
                }
                case FIN, RST, IDLE -> assertThat(all).startsWith(heard);
            }
        }
    }
}
