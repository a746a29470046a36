/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets whose client reads little, or not at all. */
class SlowSocketTest {
    private static final Duration ALMOST_TOO_LONG = Duration.ofMinutes(9);
    private static final String NO_QUIT = "NOOP\r\n".repeat(5_000);

    private final SocketServer server = SocketServer.withSendBuffer(4096);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aClientThatTakesAFewOctetsOfAWriteInNineMinutesIsNotIdleAndOneThatTakesNoneIs() throws IOException {
        server.bench().store().add("bob", "x\r\n".repeat(200_000));
        try (Socket socket = server.connect()) {
            SocketServer.Visit visit = server.visit(socket);
            say(socket, "USER bob\r\nPASS secret\r\nRETR 1\r\n");
            await().until(visit::isSending);

            for (int round = 0; round < 5; round++) {
                visit.idle(ALMOST_TOO_LONG);
                takeAFew(socket.getInputStream(), visit);
                visit.idle(Duration.ZERO);
            }
            assertThat(visit.channel().isOpen()).isTrue();
            visit.idle(ALMOST_TOO_LONG.multipliedBy(2));

            await().until(() -> !visit.channel().isOpen());
            assertThat(server.bench().leases()).isZero();
        }
    }

    @Test
    void aClientThatPipelinesReadsNothingAndCloses() throws IOException {
        theMaildropIsFreeWhenTheClientHasGone(Socket::close);
    }

    @Test
    void aClientThatPipelinesReadsNothingAndResets() throws IOException {
        theMaildropIsFreeWhenTheClientHasGone(socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    @Test
    void halfAClosingIsHiddenBehindWhatTheClientDoesNotLetUsReadUntilItReads() throws IOException {
        server.bench().store().add("bob", "x\r\n".repeat(200_000));
        try (Socket socket = server.connect()) {
            SocketServer.Visit visit = stalled(socket);
            socket.shutdownOutput();
            visit.idle(Duration.ofMinutes(1));
            assertThat(server.bench().locked("bob")).isTrue();

            socket.getInputStream().transferTo(OutputStream.nullOutputStream());

            await().until(() -> !server.bench().locked("bob"));
        }
    }

    private interface Departure {
        void leave(Socket socket) throws IOException;
    }

    private void theMaildropIsFreeWhenTheClientHasGone(Departure departure) throws IOException {
        server.bench().store().add("bob", "x\r\n".repeat(200_000));
        Socket socket = server.connect();
        stalled(socket);

        departure.leave(socket);

        await().until(() -> !server.bench().locked("bob"));
    }

    /** Reading has stopped, since too much is queued behind a message that the client does not take. */
    private SocketServer.Visit stalled(Socket socket) throws IOException {
        SocketServer.Visit visit = server.visit(socket);
        say(socket, "USER bob\r\nPASS secret\r\nRETR 1\r\n" + NO_QUIT);
        await().until(() -> server.bench().locked("bob")
                && visit.isSending()
                && !visit.channel().config().isAutoRead());
        return visit;
    }

    private static void takeAFew(InputStream in, SocketServer.Visit visit) throws IOException {
        for (String before = visit.progress(); before.equals(visit.progress()); ) {
            assertThat(in.read()).isNotNegative();
        }
    }

    private static void say(Socket socket, String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(US_ASCII));
    }
}
