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

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.netty.HandlerConstants;
import org.apache.james.protocols.netty.NettyProtocolTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pipeline as James builds it: on 3.8 its framer has a thread of its own, on 3.9 its handlers too. */
@Timeout(30)
class ConnectionTest {
    private final EventLoopGroup loops = new DefaultEventLoopGroup(2);
    private final EventExecutor framerThread = new DefaultEventExecutor();
    private final HeardEndings input = new HeardEndings();
    private final BlockingQueue<Channel> begun = new LinkedBlockingQueue<>();
    private final AtomicInteger departed = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private boolean coreOnFramersThread;
    private final CountDownLatch framerMayRun = new CountDownLatch(1);
    private final CountDownLatch framerMayLeave = new CountDownLatch(1);

    @BeforeEach
    void aFramerThatIsLate() {
        framerThread.execute(() -> pass(framerMayRun));
    }

    @AfterEach
    void stop() {
        framerMayRun.countDown();
        framerMayLeave.countDown();
        framerThread.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aHandshakeThatFailedIsKnownAlsoWhereTheNewsOfItAndOfTheEndHavePassedUsBy() throws Exception {
        framerMayLeave.countDown();
        Channel client = client(true);
        client.writeAndFlush(Unpooled.copiedBuffer("USER bob\r\n", US_ASCII)).sync();

        assertThat(input.endings().take()).isEqualTo(Ending.TLS_FAILED);
        assertThat(begun.take().pipeline().get(SslHandler.class)).isNull();
    }

    @Test
    void whatBreaksAConnectionIsHeardWithoutTheFramersThread() throws Exception {
        framerMayRun.countDown();
        client(false);
        Channel server = begun.take();

        server.pipeline().fireExceptionCaught(new DecoderException(new SSLException("certificate_unknown")));

        assertThat(input.endings().poll(10, TimeUnit.SECONDS)).isEqualTo(Ending.TLS_FAILED);
        assertThat(server.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void soIsWhatHasComeToTheFramersThreadBefore() throws Exception {
        framerMayRun.countDown();
        client(false);
        Channel server = begun.take();

        server.pipeline()
                .context(HandlerConstants.FRAMER)
                .fireExceptionCaught(new DecoderException(new SSLException("certificate_unknown")));

        assertThat(input.endings().poll(10, TimeUnit.SECONDS)).isEqualTo(Ending.TLS_FAILED);
    }

    /** James 3.9: the event loop hands all that it reads to a thread that has no time for it yet. */
    @Test
    void whereTheHandlersHaveAThreadOfTheirOwnTheEventLoopDoesNotReadFarAheadOfIt() throws Exception {
        coreOnFramersThread = true;
        framerMayRun.countDown();
        framerMayLeave.countDown();
        Channel client = client(false);
        Channel server = begun.take();
        framerThread.submit(() -> {}).sync();
        CountDownLatch busy = new CountDownLatch(1);
        framerThread.execute(() -> pass(busy));

        int lines = 10_000;
        for (int line = 0; line < lines; line++) {
            client.writeAndFlush(Unpooled.copiedBuffer("x".repeat(98) + "\r\n", US_ASCII));
        }
        await().until(() -> !server.config().isAutoRead());
        client.eventLoop().submit(() -> {}).sync();
        server.eventLoop().submit(() -> {}).sync();
        int read = departed.get();
        assertThat(read).isBetween(Inflow.FULL, Inflow.FULL + 100);

        busy.countDown();
        await().untilAsserted(() -> assertThat(received.get()).isEqualTo(lines * 100));
    }

    private Channel client(boolean tls) throws Exception {
        LocalAddress address = new LocalAddress(ConnectionTest.class);
        new ServerBootstrap()
                .group(loops)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) throws Exception {
                        ChannelPipeline pipeline = channel.pipeline();
                        if (tls) {
                            pipeline.addLast(new Destruction(), tls());
                        }
                        pipeline.addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object octets) {
                                departed.addAndGet(((ByteBuf) octets).readableBytes());
                                ctx.fireChannelRead(octets);
                            }
                        });
                        pipeline.addLast(framerThread, HandlerConstants.FRAMER, new LineBasedFrameDecoder(100))
                                .addLast(
                                        coreOnFramersThread ? framerThread : null,
                                        HandlerConstants.CORE_HANDLER,
                                        new Core());
                    }
                })
                .bind(address)
                .sync();
        return new Bootstrap()
                .group(loops)
                .channel(LocalChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address)
                .sync()
                .channel();
    }

    /** The framer's thread goes on only when TLS has failed. */
    private SslHandler tls() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(false);
        SslHandler tls = new SslHandler(engine);
        tls.handshakeFuture().addListener(failed -> framerMayRun.countDown());
        return tls;
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the pipeline be taken down only when James's framer is out of it, and not before the news of the end is there. */
    private static final class Destruction extends ChannelInboundHandlerAdapter {
        @Override
        public void channelUnregistered(ChannelHandlerContext ctx) {
            while (ctx.pipeline().get(HandlerConstants.FRAMER) != null) {
                Thread.onSpinWait();
            }
            ctx.fireChannelUnregistered();
        }
    }

    /** In the place of James's: prepares the connection, and hears of its end in the end. */
    private final class Core extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            Channel channel = ctx.channel();
            Connection connection =
                    new Connection(new ProtocolSessionImpl(new NettyProtocolTransport(channel, null, false), null));
            framerThread.execute(() -> pass(framerMayLeave));
            connection.prepare(input, () -> {
                if (!channel.isOpen()) {
                    input.end(connection.gone());
                }
            });
            begun.add(channel);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object line) {
            received.addAndGet(((ByteBuf) line).readableBytes());
            ((ByteBuf) line).release();
        }
    }
}
