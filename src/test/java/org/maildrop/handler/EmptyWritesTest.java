/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What James writes for a line. */
class EmptyWritesTest {
    private final Flushes flushes = new Flushes();
    private final EmbeddedChannel channel = new EmbeddedChannel(flushes, new EmptyWrites());

    @AfterEach
    void finish() {
        channel.finishAndReleaseAll();
    }

    @Test
    void areDroppedWithTheirFlushAndSucceed() {
        // An empty array, as James has it.
        ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[0]));

        assertThat(written.isSuccess()).isTrue();
        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(flushes.count).isZero();
    }

    @Test
    void repliesAreWrittenAndFlushedOnceEach() {
        for (String reply : new String[] {"+OK\r\n", "-ERR\r\n"}) {
            channel.writeAndFlush(Unpooled.copiedBuffer(reply, US_ASCII));
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER);

            ByteBuf sent = channel.readOutbound();
            assertThat(sent.toString(US_ASCII)).isEqualTo(reply);
            sent.release();
        }
        assertThat(flushes.count).isEqualTo(2);
    }

    @Test
    void theWordBehindWhichAConnectionIsClosedIsNone() {
        Wire wire = new Wire(channel, new Inflow(channel));
        Consumer<Throwable> nobody = reached -> {};
        wire.send("+OK bye\r\n".getBytes(US_ASCII), nobody);
        wire.closeAfterSending();
        channel.runPendingTasks();

        assertThat(channel.outboundMessages()).hasSize(2);
        assertThat(channel.isOpen()).isFalse();
    }

    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            count++;
            ctx.flush();
        }
    }
}
