/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.session.Audit;
import org.maildrop.session.SessionBench;
import org.maildrop.session.SessionSettings;
import org.maildrop.session.SessionView;
import org.maildrop.testing.ListenedLog;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** The life of what all listeners share: from the first handler chain's start to the last one's end. */
class MaildropServiceTest {
    private final TestScheduler ticker = new TestScheduler(new TestClock());
    private final ScheduledExecutorService lockThreads = Executors.newScheduledThreadPool(3);
    private final SessionBench bench = new SessionBench(new TestClock(), lockThreads);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger closings = new AtomicInteger();
    private final MaildropService service = new MaildropService(new MaildropService.Parts(
            SessionSettings.DEFAULT,
            new WorkerSettings(2),
            bench.mechanisms(),
            Optional.empty(),
            CleartextPolicy.LOOPBACK,
            Audit.NONE,
            bench::newSession,
            ticker,
            this::nanoTime,
            this::closeLocks));
    private volatile Thread broken;
    private volatile boolean interruptedWhileClosing;
    private final SocketServer server = new SocketServer(service::begin);

    /** Once of no use to the thread for which it is broken. */
    private long nanoTime() {
        if (Thread.currentThread().equals(broken)) {
            broken = null;
            throw new OutOfMemoryError("of this test");
        }
        return nanos.get();
    }

    private void closeLocks() {
        closings.incrementAndGet();
        interruptedWhileClosing = Thread.currentThread().isInterrupted();
    }

    @AfterEach
    void close() {
        server.close();
        lockThreads.shutdownNow();
    }

    @Test
    void theEndOfTheLastChainEndsAllSessionsAndThenTheLocks() throws IOException {
        service.chainStarted();
        service.chainStarted();
        try (Client bob = new Client("bob");
                Client alice = new Client("alice")) {
            service.chainStopped();
            assertThat(bob.say("NOOP")).isEqualTo("+OK");
            assertThat(closings.get()).isZero();

            service.chainStopped();
            service.chainStopped();

            for (Client client : new Client[] {bob, alice}) {
                assertThat(client.hear()).isEqualTo("-ERR [SYS/TEMP] the server is stopping, nothing was removed");
                assertThat(client.hear()).isNull();
            }
            assertThat(bench.leases()).isZero();
            assertThat(closings.get()).isOne();
        }
    }

    @Test
    void theEndWaitsForACommandUnderWay() throws IOException {
        service.chainStarted();
        bench.store().add("bob", "x");
        CountDownLatch removing = new CountDownLatch(1);
        try (Client bob = new Client("bob")) {
            bob.say("DELE 1");
            bench.store().at(what -> {
                removing.countDown();
                // Until the end has begun: the ticker is shut down just before the sessions are told.
                await().pollInterval(Duration.ofMillis(5)).until(ticker::isShutdown);
            });
            bob.tell("QUIT");
            await().until(() -> removing.getCount() == 0);

            service.chainStopped();

            assertThat(bob.hear()).isEqualTo("+OK bye, 1 message removed, 0 left");
            assertThat(bob.hear()).isNull();
            assertThat(bench.store().uids("bob")).isEmpty();
            assertThat(bench.leases()).isZero();
        }
    }

    @Test
    void whoIsInterruptedWhileItWaitsForTheSessionsClosesTheLocksNevertheless() throws IOException {
        service.chainStarted();
        bench.store().add("bob", "x");
        CountDownLatch removing = new CountDownLatch(1);
        try (Client bob = new Client("bob")) {
            bob.say("DELE 1");
            bench.store().at(what -> {
                removing.countDown();
                await().pollInterval(Duration.ofMillis(5)).until(() -> closings.get() > 0);
            });
            bob.tell("QUIT");
            await().until(() -> removing.getCount() == 0);

            Thread.currentThread().interrupt();
            service.chainStopped();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(closings.get()).isOne();
            assertThat(interruptedWhileClosing).isFalse();
            assertThat(bob.hear()).isEqualTo("+OK bye, 1 message removed, 0 left");
        }
    }

    @Test
    void everySecondThoseWhoHaveBeenIdleTooLongAreSentAway() throws IOException {
        service.chainStarted();
        try (Client bob = new Client("bob")) {
            nanos.set(Duration.ofMinutes(10).minusSeconds(1).toNanos());
            ticker.advance(Duration.ofSeconds(1));
            assertThat(bob.say("NOOP")).isEqualTo("+OK");

            // More than once: the reply may count as taken a moment after the client has read it.
            await().pollInSameThread().until(() -> {
                nanos.addAndGet(Duration.ofMinutes(10).toNanos());
                ticker.advance(Duration.ofSeconds(1));
                return bench.leases() == 0;
            });

            assertThat(bob.hear()).isNull();
            assertThat(bench.leases()).isZero();
        }
        service.chainStopped();
    }

    @Test
    void whatIsThrownForOneSessionKeepsNeitherTheOthersNorTheNextSecond() throws IOException {
        service.chainStarted();
        try (ListenedLog log = new ListenedLog("org.maildrop.trouble");
                Client bob = new Client("bob");
                Client alice = new Client("alice")) {
            await().pollInSameThread().until(() -> {
                broken = Thread.currentThread();
                nanos.addAndGet(Duration.ofMinutes(10).toNanos());
                ticker.advance(Duration.ofSeconds(1));
                return bench.leases() == 1;
            });
            await().pollInSameThread().until(() -> {
                nanos.addAndGet(Duration.ofMinutes(10).toNanos());
                ticker.advance(Duration.ofSeconds(1));
                return bench.leases() == 0;
            });

            assertThat(bob.hear()).isNull();
            assertThat(alice.hear()).isNull();
            assertThat(log.events()).isNotEmpty().allSatisfy(told -> {
                assertThat(told.getLevel()).isEqualTo(Level.ERROR);
                assertThat(told.getFormattedMessage()).isEqualTo("trouble=idle-check");
                assertThat(told.getThrowableProxy().getMessage()).isEqualTo("of this test");
            });
        }
        service.chainStopped();
    }

    @Test
    void anOperatorSeesEachSessionAndWhatItHasDone() throws IOException {
        service.chainStarted();
        bench.store().add("bob", "x");
        try (Client bob = new Client("bob")) {
            bob.say("DELE 1");
            // More than once: the reply may count as taken a moment after the client has read it.
            await().pollInSameThread().untilAsserted(() -> {
                Duration before = service.list().get(0).idle();
                nanos.addAndGet(Duration.ofSeconds(7).toNanos());
                SessionView seen = service.list().get(0);
                assertThat(seen.standing()).isEqualTo(SessionView.Standing.TRANSACTION);
                assertThat(seen.user()).contains("bob");
                assertThat(seen.transport()).isEqualTo("clear");
                assertThat(seen.mechanism()).contains("USER/PASS");
                assertThat(seen.idle()).isEqualTo(before.plusSeconds(7));
                assertThat(seen.counts().messages()).isOne();
                assertThat(seen.counts().deles()).isOne();
            });
            assertThat(service.list()).hasSize(1);
            bob.say("QUIT");
        }
        await().until(() -> service.list().isEmpty());
        service.chainStopped();
    }

    @Test
    void anOperatorEndsOneSessionAndNothingIsRemoved() throws IOException {
        service.chainStarted();
        bench.store().add("bob", "x");
        try (Client bob = new Client("bob");
                Client alice = new Client("alice")) {
            bob.say("DELE 1");
            String session = service.list().stream()
                    .filter(seen -> seen.user().equals(Optional.of("bob")))
                    .map(seen -> seen.peer().session())
                    .findFirst()
                    .orElseThrow();

            assertThat(service.kick(Set.of(session))).isTrue();

            assertThat(bob.hear())
                    .isEqualTo("-ERR [SYS/TEMP] an administrator has closed this session, nothing was removed");
            assertThat(bob.hear()).isNull();
            assertThat(bench.store().uids("bob")).hasSize(1);
            assertThat(bench.locked("bob")).isFalse();
            assertThat(alice.say("NOOP")).isEqualTo("+OK");
            await().until(() -> !service.kick(Set.of(session)));
        }
        service.chainStopped();
    }

    @Test
    void anOperatorEndsSeveralSessionsAtOnceAndNoOther() throws IOException {
        service.chainStarted();
        try (Client bob = new Client("bob");
                Client carol = new Client("carol");
                Client alice = new Client("alice")) {
            Set<String> meant = service.list().stream()
                    .filter(seen -> !seen.user().equals(Optional.of("alice")))
                    .map(seen -> seen.peer().session())
                    .collect(Collectors.toSet());

            assertThat(service.kick(Set.of("nobody's"))).isFalse();
            assertThat(service.kick(meant)).isTrue();

            for (Client client : new Client[] {bob, carol}) {
                assertThat(client.hear()).contains("an administrator has closed this session");
                assertThat(client.hear()).isNull();
            }
            assertThat(alice.say("NOOP")).isEqualTo("+OK");
        }
        service.chainStopped();
    }

    @Test
    void aClientThatHangsUpWhenAllIsStoppedHarmsNothing() throws IOException {
        service.chainStarted();
        Client bob = new Client("bob");
        service.chainStopped();
        bob.close();

        assertThat(bench.leases()).isZero();
        assertThat(closings.get()).isOne();
    }

    /** A client inside its maildrop. */
    private final class Client implements AutoCloseable {
        private final Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

        Client(String user) throws IOException {
            socket.setSoTimeout(20_000);
            assertThat(hear()).isEqualTo("+OK Maildrop ready");
            assertThat(say("USER " + user)).startsWith("+OK");
            assertThat(say("PASS secret")).startsWith("+OK");
        }

        void tell(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        String say(String line) throws IOException {
            tell(line);
            return hear();
        }

        /** The next line, or null when the other side has closed. */
        String hear() throws IOException {
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
