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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The last reply reaches a client that is still talking. */
class LingeringCloseTest {
    private final SocketServer server = SocketServer.withSendBuffer(1_000_000);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theLastReplyArrivesThoughTheClientGoesOnSendingBehindIt() throws IOException {
        server.bench().store().add("bob", "x\r\n".repeat(30_000));
        try (Socket socket = server.connect()) {
            SocketServer.Visit visit = server.visit(socket);
            say(socket, "USER bob\r\nPASS secret\r\nRETR 1\r\n" + "XYZZY\r\n".repeat(20));
            await().until(() ->
                    visit.channel().isOutputShutdown() || !visit.channel().isOpen());
            assertThat(server.bench().leases()).isZero();

            say(socket, "NOOP\r\n".repeat(5_000));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .endsWith("\r\n-ERR too many refused commands, closing the connection\r\n");
        }
    }

    @Test
    void theConnectionIsClosedAsSoonAsTheClientClosesToo() throws IOException {
        try (Socket socket = server.connect()) {
            SocketServer.Visit visit = quit(socket);

            socket.close();

            await().atMost(Duration.ofSeconds(1)).until(() -> !visit.channel().isOpen());
        }
    }

    @Test
    void aClientThatNeverClosesIsClosedAllTheSame() throws IOException {
        try (Socket socket = server.connect()) {
            SocketServer.Visit visit = quit(socket);

            await().until(() -> !visit.channel().isOpen());
        }
    }

    @Test
    void aClientThatGoesOnSendingForEverIsClosedToo() {
        EmbeddedChannel channel = new EmbeddedChannel(new LingeringClose());
        ByteBuf octets = Unpooled.wrappedBuffer(new byte[64 * 1024]);

        for (int packet = 0; packet < 4; packet++) {
            assertThat(channel.writeInbound(octets.retain())).isFalse();
        }
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.writeInbound(octets.retain())).isFalse();

        assertThat(channel.isOpen()).isFalse();
        assertThat(octets.refCnt()).isOne();
    }

    /** A client that has read all to the end, and leaves its own half of the connection open. */
    private SocketServer.Visit quit(Socket socket) throws IOException {
        SocketServer.Visit visit = server.visit(socket);
        say(socket, "QUIT\r\n");
        assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).endsWith("+OK bye\r\n");
        return visit;
    }

    private static void say(Socket socket, String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(US_ASCII));
    }
}
