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
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the last reply can be read: a socket that is closed over octets that nobody has read, or
 * that come later, resets the connection, and what the client has not received yet is lost. So only the sending half is
 * closed at first, and what still comes in is dropped, in front of TLS, until the client closes too. How long it may
 * take for that, and how much it may send, is bounded.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails has nobody to tell
final class LingeringClose extends ChannelInboundHandlerAdapter {
    private static final long LONGEST_SECONDS = 2;
    private static final int MOST_OCTETS = 256 * 1024;

    private int dropped;

    /** Begins it, when all that was sent has reached the socket. On the event loop. */
    static void begin(Channel channel) {
        if (!(channel instanceof DuplexChannel duplex) || !channel.isActive()) {
            channel.close();
            return;
        }
        channel.pipeline().addFirst(new LingeringClose());
        channel.config().setAutoRead(true);
        ScheduledFuture<?> last =
                channel.eventLoop().schedule(() -> channel.close(), LONGEST_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> last.cancel(false));
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            duplex.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(notified -> duplex.shutdownOutput());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object octets) {
        ByteBuf buffer = (ByteBuf) octets;
        dropped += buffer.readableBytes();
        buffer.release();
        if (dropped > MOST_OCTETS) {
            ctx.close();
        }
    }
}
