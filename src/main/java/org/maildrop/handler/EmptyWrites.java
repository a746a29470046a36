/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Drops the empty buffer that James writes and flushes for each line, since we answer it ourselves
 * ({@link LineResponse#NOTHING}). Where the client does not read, each of them would wait behind the replies: many times
 * the memory of a short line. Netty's TLS makes an empty write of each flush, so those go too that have nothing to flush.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the promise tells how a write went
final class EmptyWrites extends ChannelOutboundHandlerAdapter {
    private boolean written;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message == Unpooled.EMPTY_BUFFER) {
            promise.trySuccess();
        } else {
            written = true;
            ctx.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (written) {
            written = false;
            ctx.flush();
        }
    }
}
