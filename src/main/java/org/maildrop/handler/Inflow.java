/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Whether the socket is read: not while nothing is wanted, and not while much is under way between the event loop and the
 * handlers. Where these have a thread of their own, as on James 3.9, the loop would read all that a client has sent before
 * that thread has come to the first of it. Thread-safe.
 */
final class Inflow {
    /** Octets under way at which reading stops; what a read that has begun brings in is on top. */
    static final int FULL = 16 * 1024;

    private final Channel channel;
    private boolean wanted = true;
    private boolean held;
    private int underWay;
    private boolean reading = true;

    Inflow(Channel channel) {
        this.channel = channel;
    }

    /** More lines may come, or not. */
    synchronized void wanted(boolean more) {
        wanted = more;
        update();
    }

    synchronized boolean isWanted() {
        return wanted;
    }

    /** For the time that something is done to the pipeline. */
    synchronized void held(boolean still) {
        held = still;
        update();
    }

    private synchronized void departs(int octets) {
        underWay += octets;
        update();
    }

    /** What was on its way before it was counted arrives as well. */
    private synchronized void arrives(int octets) {
        underWay = Math.max(0, underWay - octets);
        update();
    }

    /** Only where it changes: a connection that is about to close is read by other rules. */
    private void update() {
        boolean now = wanted && !held && underWay < FULL;
        if (now != reading) {
            reading = now;
            channel.config().setAutoRead(now);
        }
    }

    /** To stand on the event loop, where octets set out for the handlers. */
    ChannelInboundHandler departure() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                departs(octets(message));
                ctx.fireChannelRead(message);
            }
        };
    }

    /** To stand in front of the handlers, on their thread. What they have been given has arrived when they are done with it. */
    ChannelInboundHandler arrival() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                int octets = octets(message);
                ctx.fireChannelRead(message);
                arrives(octets);
            }
        };
    }

    /** What a proxy has told is no octets. */
    private static int octets(Object message) {
        return message instanceof ByteBuf octets ? octets.readableBytes() : 0;
    }
}
