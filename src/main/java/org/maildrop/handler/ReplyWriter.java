/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Room for a few lines; a body that is longer gets more, in few steps. */
    private static final int FIRST_ROOM = 256;

    private static final int GROWTH = 16;
    private static final byte[] NONE = new byte[0];

    private final Wire wire;
    private final Progress progress;
    private final Traffic traffic;
    private final AtomicInteger inFlight = new AtomicInteger();
    /**
     * An array that nobody keeps when it is sent: Netty copies it into memory of its own when it comes to the socket. A
     * buffer from Netty's pool would be copied too, and each thread that asks the pool for some of the heap leaves 4 MB
     * of it to the pool, for good.
     */
    private byte[] gathered = NONE;

    private int octets;
    private long sent;
    private Language language = Language.DEFAULT;

    /** What the writer tells its conversation, on the event loop. */
    interface Progress {
        /** Octets have reached the socket. */
        void sent();

        /** There is nobody to send to any more. */
        void unsendable(Throwable cause);
    }

    ReplyWriter(Wire wire, Progress progress, Traffic traffic) {
        this.wire = wire;
        this.progress = progress;
        this.traffic = traffic;
    }

    /** Whether more may be produced now: a chunk, at the most. */
    boolean hasRoom() {
        int waiting = gathered.length == 0 ? 0 : gathered.length + A_WRITE;
        return inFlight.get() + waiting + CHUNK <= WINDOW;
    }

    /** Octets that were given to the connection, read or not. */
    long sent() {
        return sent;
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
        traffic.said(reply);
        language = reply.language().orElse(language);
        byte[] line = reply.octets(language);
        reserve(line.length);
        System.arraycopy(line, 0, gathered, octets, line.length);
        octets += line.length;
    }

    /** The reply behind which TLS begins, for James to send. In which language it was said in clear is forgotten. */
    String startTls(Reply reply) {
        String line = reply.line(language);
        language = Language.DEFAULT;
        return line;
    }

    /** Adds the next piece of a body; true when it was the last. */
    boolean produce(ReplyBody body) throws IOException {
        reserve(ReplyBody.SMALLEST_ROOM);
        int filled = body.fill(gathered, octets, gathered.length - octets);
        if (filled == ReplyBody.FINISHED) {
            return true;
        }
        octets += filled;
        return false;
    }

    /** Behind a full array the next one is as large at once. */
    private void reserve(int more) {
        int wider = Math.min(CHUNK, Math.max(FIRST_ROOM, gathered.length * GROWTH));
        if (octets + more > CHUNK) {
            flush();
        }
        if (octets + more > gathered.length) {
            gathered = Arrays.copyOf(gathered, Math.max(wider, octets + more));
        }
    }

    /** Sends what has been gathered. */
    void flush() {
        if (octets > 0) {
            send(fitting());
        }
        discard();
    }

    private void send(byte[] write) {
        sent += write.length;
        traffic.sent(write.length);
        int room = write.length + A_WRITE;
        inFlight.addAndGet(room);
        wire.send(write, failure -> {
            inFlight.addAndGet(-room);
            if (failure == null) {
                progress.sent();
            } else {
                progress.unsendable(failure);
            }
        });
    }

    /** What has been gathered, in an array of that length: it may wait for long. */
    private byte[] fitting() {
        return octets == gathered.length ? gathered : Arrays.copyOf(gathered, octets);
    }

    /** Drops what has been gathered and not sent. */
    void discard() {
        gathered = NONE;
        octets = 0;
    }
}
