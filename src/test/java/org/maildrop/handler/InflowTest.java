/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InflowTest {
    private static final int PACKET = 1_000;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Inflow inflow = new Inflow(channel);
    private final OtherThread otherThread = new OtherThread();

    @BeforeEach
    void connect() {
        channel.pipeline().addLast(inflow.departure(), otherThread, inflow.arrival());
    }

    @Test
    void readingStopsWhenMuchIsUnderWayAndGoesOnWhenThatHasArrived() {
        int packets = floodWhileRead();
        assertThat(packets).isEqualTo(Inflow.FULL / PACKET + 1);

        otherThread.goesOn();

        assertThat(isRead()).isTrue();
        assertThat(channel.inboundMessages()).hasSize(1);
    }

    @Test
    void whileNothingIsWantedWhatArrivesChangesNothing() {
        floodWhileRead();
        inflow.wanted(false);
        while (!otherThread.underWay.isEmpty()) {
            otherThread.goesOn();
        }
        assertThat(isRead()).isFalse();
        assertThat(inflow.isWanted()).isFalse();

        inflow.wanted(true);
        assertThat(isRead()).isTrue();
    }

    @Test
    void norDoesItWhileThePipelineIsBeingChanged() {
        inflow.held(true);
        inflow.wanted(true);
        assertThat(isRead()).isFalse();

        inflow.wanted(false);
        inflow.held(false);
        assertThat(isRead()).isFalse();
    }

    @Test
    void whatWasUnderWayBeforeItWasCountedIsNoRoomForMore() {
        otherThread.underWay.add(packet());
        otherThread.goesOn();

        assertThat(floodWhileRead()).isEqualTo(Inflow.FULL / PACKET + 1);
    }

    @Test
    void whoeverReadsByOtherRulesInTheEndIsNotStopped() {
        floodWhileRead();
        channel.config().setAutoRead(true);
        inflow.wanted(false);

        assertThat(isRead()).isTrue();
    }

    /** How many packets are read until reading stops. */
    private int floodWhileRead() {
        int packets = 0;
        for (; isRead() && packets < 1_000; packets++) {
            channel.writeInbound(packet());
        }
        return packets;
    }

    private static ByteBuf packet() {
        return Unpooled.wrappedBuffer(new byte[PACKET]);
    }

    private boolean isRead() {
        return channel.config().isAutoRead();
    }

    /** What it is given waits until that thread has time. */
    private static final class OtherThread extends ChannelInboundHandlerAdapter {
        private final Queue<Object> underWay = new ArrayDeque<>();
        private ChannelHandlerContext context;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object packet) {
            underWay.add(packet);
        }

        void goesOn() {
            context.fireChannelRead(underWay.remove());
        }
    }
}
