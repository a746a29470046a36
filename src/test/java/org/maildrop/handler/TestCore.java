/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** In the place of James's core handler. */
final class TestCore extends ChannelInboundHandlerAdapter {
    private final Conversation conversation;

    TestCore(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf line = (ByteBuf) message;
        byte[] octets = new byte[line.readableBytes()];
        line.readBytes(octets);
        line.release();
        conversation.receive(octets);
        // So does James.
        ctx.channel().writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        conversation.end(Ending.DISCONNECTED);
    }
}
