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
import org.maildrop.protocol.Language;
import org.maildrop.protocol.Reply;
import org.maildrop.protocol.ReplyBody;

/**
 * The session's one writer: gathers replies so that those to pipelined commands leave together, and knows how many
 * octets are in flight, that is given to the socket and not yet taken by it. It speaks the session's language. Used by
 * whoever runs the conversation; only the count of octets in flight is touched by the event loop too.
 */
final class ReplyWriter {
    /** Octets that are gathered before they are sent. */
    private static final int CHUNK = 32 * 1024;

    /** What may be gathered and in flight together: producing stops in time, and goes on below half of it. */
    private static final int WINDOW = 4 * CHUNK;

    /** What a write takes beside its octets at the most: it counts, since a client can ask for thousands of short ones. */
    private static final int A_WRITE = 512;

    private static final int FIRST_LINES = 256;

    private final Wire wire;
    private final Progress progress;
    private final AtomicInteger inFlight = new AtomicInteger();
    private @Nullable ByteBuf gathered;
    private Language language = Language.DEFAULT;

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

    /** Whether more may be produced now: a chunk, at the most. */
    boolean hasRoom() {
        int waiting = gathered == null ? 0 : gathered.capacity() + A_WRITE;
        return inFlight.get() + waiting + CHUNK <= WINDOW;
    }

    /** Whether anything is in flight. On any thread. */
    boolean isSending() {
        return inFlight.get() > 0;
    }

    /** Whether so much has been taken that producing may go on after a stop. */
    boolean hasDrained() {
        return inFlight.get() < WINDOW / 2;
    }

    /** Adds a reply's line. */
    void say(Reply reply) {
        language = reply.language().orElse(language);
        byte[] octets = reply.octets(language);
        ByteBuf buffer = room(octets.length);
        buffer.writeBytes(octets);
    }

    /** The reply behind which TLS begins, for James to send. In which language it was said in clear is forgotten. */
    String startTls(Reply reply) {
        String line = reply.line(language);
        language = Language.DEFAULT;
        return line;
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
            int room = buffer.readableBytes() + A_WRITE;
            inFlight.addAndGet(room);
            wire.send(fitting(buffer), reached -> {
                inFlight.addAndGet(-room);
                if (reached) {
                    progress.sent();
                } else {
                    progress.unsendable();
                }
            });
        }
    }

    /** A body's buffer is a whole chunk, also where the body is short. */
    private ByteBuf fitting(ByteBuf buffer) {
        if (buffer.writableBytes() < A_WRITE) {
            return buffer;
        }
        try {
            return wire.buffers().heapBuffer(buffer.readableBytes()).writeBytes(buffer);
        } finally {
            buffer.release();
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
