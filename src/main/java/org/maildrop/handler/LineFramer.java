/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;

/**
 * Cuts what arrives into lines, in place of James's framer, which kills the connection when STLS arrives in two pieces
 * or was refused, rescans all that is buffered for every line, and answers a line that is too long out of turn. A line
 * ends with LF. One that is too long is handed on cut, without line end, once; the rest of it is dropped.
 */
final class LineFramer extends ByteToMessageDecoder {
    private final int longest;
    private final FramedInput input;
    private int scanned;
    private boolean discarding;

    /**
     * @param longest the most octets that a line is handed on with, its end included
     */
    LineFramer(int longest, FramedInput input) {
        this.longest = longest;
        this.input = input;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int end = in.indexOf(in.readerIndex() + scanned, in.writerIndex(), (byte) '\n');
        int length = end < 0 ? in.readableBytes() : end + 1 - in.readerIndex();
        if (discarding) {
            in.skipBytes(length);
            discarding = end < 0;
            scanned = 0;
        } else if (length > longest) {
            out.add(in.readRetainedSlice(longest));
            in.skipBytes(length - longest);
            discarding = end < 0;
            scanned = 0;
        } else if (end < 0) {
            scanned = length;
        } else {
            out.add(in.readRetainedSlice(length));
            scanned = 0;
        }
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        // A line without an end, and then the end of the connection: it was never given, so it is not carried out.
        in.skipBytes(in.readableBytes());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        input.readComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess() && input.tlsStarted()) {
            forget();
        }
        super.userEventTriggered(ctx, event);
    }

    /** Drops a line begun in clear, so that nothing sent before the handshake survives it (RFC 2595, section 4). */
    private void forget() {
        if (actualReadableBytes() > 0) {
            internalBuffer().skipBytes(actualReadableBytes());
        }
        scanned = 0;
        discarding = false;
    }
}
