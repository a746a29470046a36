/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs sessions on loopback, one at a time, on one thread. */
public final class LoadClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final EventLoopGroup loop = new NioEventLoopGroup(1);

    /**
     * Runs one session, from the connection's beginning to its end.
     *
     * @return how long it took, in nanoseconds
     * @throws WrongReplyException if anything was not as expected
     */
    public long run(int port, Script script) {
        long start = System.nanoTime();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        connect(port, new LoadSession(script, ended, false), ended);
        await(ended);
        return System.nanoTime() - start;
    }

    /** Runs a script that does not say goodbye, and leaves the connection open. */
    public HeldSession hold(int port, Script script) {
        CompletableFuture<Void> through = new CompletableFuture<>();
        ChannelFuture connection = connect(port, new LoadSession(script, through, true), through);
        await(through);
        return new HeldSession(connection.channel());
    }

    private ChannelFuture connect(int port, LoadSession session, CompletableFuture<Void> failed) {
        ChannelFuture connection = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(session)
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return connection.addListener(connected -> {
            if (!connected.isSuccess()) {
                failed.completeExceptionally(connected.cause());
            }
        });
    }

    private static void await(CompletableFuture<Void> ended) {
        try {
            ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new WrongReplyException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new WrongReplyException("a session has not ended within " + PATIENCE, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
