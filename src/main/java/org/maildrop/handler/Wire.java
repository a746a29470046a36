/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The session's end of the connection. Whatever thread calls, everything is put into the event loop's queue, also from
 * the loop itself: so the octets leave in the order in which they were given.
 * A close that fails has nobody to tell.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Wire {
    /** How long a client may take to read the last reply before the connection is closed over its head, in seconds. */
    private static final long FAREWELL_SECONDS = 30;

    private final Channel channel;
    private final Inflow inflow;
    private final Outflow outflow;

    Wire(Channel channel, Inflow inflow) {
        this.channel = channel;
        this.inflow = inflow;
        this.outflow = new Outflow(channel);
    }

    /** Sends; {@code sent} hears why it did not reach the socket, or null if it did. Takes over the array. */
    void send(byte[] octets, Consumer<@Nullable Throwable> sent) {
        inOrder(() -> channel.writeAndFlush(Unpooled.wrappedBuffer(octets))
                .addListener(written -> sent.accept(written.cause())));
    }

    /** Runs something on the event loop behind all that was sent so far. */
    void inOrder(Runnable task) {
        channel.eventLoop().execute(task);
    }

    /** Whether the socket has taken octets since this was last asked. On the event loop. */
    boolean isTaking() {
        return outflow.hasMoved();
    }

    /** Stops or resumes reading from the socket. */
    void readable(boolean readable) {
        inflow.wanted(readable);
    }

    /** Whether it has not been stopped. */
    boolean reading() {
        return inflow.isWanted();
    }

    /** Closes once all that was sent has reached the socket, or the client has been given time enough to take it. */
    void closeAfterSending() {
        inOrder(() -> {
            // Not the empty buffer that is one for all: EmptyWrites drops that.
            channel.writeAndFlush(Unpooled.buffer(0)).addListener(sent -> LingeringClose.begin(channel));
            ScheduledFuture<?> last =
                    channel.eventLoop().schedule(() -> channel.close(), FAREWELL_SECONDS, TimeUnit.SECONDS);
            channel.closeFuture().addListener(closed -> last.cancel(false));
        });
    }

    /** Closes now, whatever is still unsent. */
    void close() {
        channel.close();
    }
}
