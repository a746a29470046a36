/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.maildrop.protocol.ReplyBody;

/**
 * The session's one writer: gathers replies so that those to pipelined commands leave together, and knows how many
 * octets are in flight, that is given to the socket and not yet taken by it. Used by whoever runs the conversation;
 * only the count of octets in flight is touched by the event loop too.
 */
final class ReplyWriter {
    /** Octets that are gathered before they are sent. */
    private static final int CHUNK = 32 * 1024;

    /** Octets in flight at which producing stops, and below half of which it goes on. */
    private static final int WINDOW = 4 * CHUNK;

    private static final int FIRST_LINES = 256;

    private final Wire wire;
    private final Progress progress;
    private final AtomicInteger inFlight = new AtomicInteger();
    private @Nullable ByteBuf gathered;

    /** What the writer tells its conversation, on the event loop. */
    interface Progress {
        /** Octets have reached the socket. */
        void sent();

        /** There is nobody to send to any more. */
        void unsendable();
    }

    ReplyWriter(Wire wire, Progress progress) {
        this.wire = wire;
        this.progress = progress;
    }

    /** Whether more may be produced now. */
    boolean hasRoom() {
        return inFlight.get() < WINDOW;
    }

    /** Whether so much has been taken that producing may go on after a stop. */
    boolean hasDrained() {
        return inFlight.get() < WINDOW / 2;
    }

    /** Adds a reply's line. */
    void line(byte[] octets) {
        ByteBuf buffer = room(octets.length);
        buffer.writeBytes(octets);
    }

    /** Adds the next piece of a body; true when it was the last. */
    boolean produce(ReplyBody body) throws IOException {
        ByteBuf buffer = room(ReplyBody.SMALLEST_ROOM);
        if (buffer.capacity() < CHUNK) {
            buffer.capacity(CHUNK);
        }
        int filled = body.fill(buffer.array(), buffer.arrayOffset() + buffer.writerIndex(), buffer.writableBytes());
        if (filled == ReplyBody.FINISHED) {
            return true;
        }
        buffer.writerIndex(buffer.writerIndex() + filled);
        return false;
    }

    private ByteBuf room(int octets) {
        ByteBuf buffer = gathered;
        if (buffer != null && buffer.readableBytes() + octets > CHUNK) {
            flush();
            buffer = null;
        }
        if (buffer == null) {
            buffer = wire.buffers().heapBuffer(FIRST_LINES, CHUNK);
            gathered = buffer;
        }
        return buffer;
    }

    /** Sends what has been gathered. */
    void flush() {
        ByteBuf buffer = gathered;
        if (buffer != null) {
            gathered = null;
            int octets = buffer.readableBytes();
            inFlight.addAndGet(octets);
            wire.send(buffer, reached -> {
                inFlight.addAndGet(-octets);
                if (reached) {
                    progress.sent();
                } else {
                    progress.unsendable();
                }
            });
        }
    }

    /** Drops what has been gathered and not sent. */
    void discard() {
        ByteBuf buffer = gathered;
        if (buffer != null) {
            gathered = null;
            buffer.release();
        }
    }
}
