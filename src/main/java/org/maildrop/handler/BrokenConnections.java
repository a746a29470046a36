/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;

/**
 * Hears that a connection is broken. A client that resets it, comes to the TLS port without TLS or does not trust us is no
 * error of the server's; its end is noted where sessions end.
 *
 * <p>It stands behind James's framer, and in front of it, on the handlers' thread. On James 3.8, that is not the framer's: what came back
 * from there might find no handler any more, and then Netty logs it with the octets that were no TLS, a password perhaps. On
 * 3.9 it is, and not the event loop: a QUIT that came before the end is still under way.
 */
final class BrokenConnections extends ChannelInboundHandlerAdapter {
    private final FramedInput input;

    BrokenConnections(FramedInput input) {
        this.input = input;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a close that fails has nobody to tell
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        boolean undecodable = cause instanceof DecoderException && cause.getCause() instanceof IOException;
        if (undecodable || cause instanceof IOException) {
            input.end(Ending.of(cause));
            ctx.close();
        } else {
            super.exceptionCaught(ctx, cause);
        }
    }
}
