/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.maildrop.server.Ports;

/** The wire to an engine, which a test can cut, hold up, mend, and listen to. On loopback, on a port of its own. */
public final class TcpProxy implements AutoCloseable {
    private enum Side {
        CLIENT,
        SERVER
    }

    private final InetSocketAddress server;
    private final Supplier<Ear> ears;
    private final Collection<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final AtomicReference<Side> lastSpeaker = new AtomicReference<>(Side.SERVER);
    private volatile boolean holding;
    private volatile ServerSocket door;

    /** Gets all that one client says, piece by piece. */
    @FunctionalInterface
    public interface Ear {
        void hear(byte[] octets, int count);
    }

    public TcpProxy(String host, int port) {
        this(host, port, () -> (octets, count) -> {});
    }

    /** @param ears one for each connection */
    public TcpProxy(String host, int port, Supplier<Ear> ears) {
        this.server = new InetSocketAddress(host, port);
        this.ears = ears;
        // One that nobody else is given while the wire is cut.
        this.door = listen(Ports.oneFree());
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How often the client's side has begun to speak: exact as long as one connection is in use. */
    public int roundTrips() {
        return roundTrips.get();
    }

    /** Ends all connections, and refuses new ones. */
    public void cut() {
        closeQuietly(door);
        open.forEach(TcpProxy::closeQuietly);
        open.clear();
    }

    /** Accepts connections and octets and passes none on. Who is connected meanwhile stays so for good. */
    public void hold() {
        holding = true;
    }

    /** Serves new connections again, on the same port. */
    public void mend() {
        holding = false;
        if (door.isClosed()) {
            door = listen(port());
        }
    }

    @Override
    public void close() {
        cut();
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            start(() -> accept(listening));
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) throws IOException {
        while (true) {
            Socket client = listening.accept();
            if (listening.isClosed()) {
                // It came while the wire was being cut.
                client.close();
                return;
            }
            open.add(client);
            if (!holding) {
                Socket engine = new Socket();
                engine.connect(server);
                engine.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                open.add(engine);
                start(() -> pass(client, engine, Side.CLIENT, ears.get()));
                start(() -> pass(engine, client, Side.SERVER, (octets, count) -> {}));
            }
        }
    }

    private void pass(Socket from, Socket to, Side speaker, Ear ear) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] octets = new byte[64 * 1024];
            for (int read = in.read(octets); read >= 0; read = in.read(octets)) {
                if (lastSpeaker.getAndSet(speaker) == Side.SERVER && speaker == Side.CLIENT) {
                    roundTrips.incrementAndGet();
                }
                ear.hear(octets, read);
                if (!holding) {
                    out.write(octets, 0, read);
                }
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ignored) {
                        // The wire is cut, or one side has gone.
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable wire) {
        try {
            wire.close();
        } catch (Exception ignored) {
            // Then it is closed.
        }
    }
}
