/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.maildrop.bench.load.Script.Exchange;

/** One connection that follows a script; if it is to be held, it is the client who says when it ends. */
final class LoadSession extends SimpleChannelInboundHandler<ByteBuf> {
    private final byte[] block = new byte[64 * 1024];
    private final ReplyReader replies = new ReplyReader();
    private final Iterator<Exchange> exchanges;
    private final CompletableFuture<Void> ended;
    private final boolean held;

    LoadSession(Script script, CompletableFuture<Void> ended, boolean held) {
        this.exchanges = script.exchanges().iterator();
        this.ended = ended;
        this.held = held;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        goOn(context);
    }

    private void goOn(ChannelHandlerContext context) {
        Exchange next = exchanges.next();
        replies.expect(next.replies());
        if (next.octets().length > 0) {
            context.writeAndFlush(Unpooled.wrappedBuffer(next.octets()));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf received) {
        while (received.isReadable() && !ended.isDone()) {
            int length = Math.min(block.length, received.readableBytes());
            received.readBytes(block, 0, length);
            replies.read(block, length);
        }
        if (replies.isDone() && exchanges.hasNext()) {
            goOn(context);
        } else if (replies.isDone() && held) {
            ended.complete(null);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (replies.isDone() && !exchanges.hasNext()) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(new WrongReplyException("the server has ended the connection too early"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ended.completeExceptionally(cause);
        context.close();
    }
}
