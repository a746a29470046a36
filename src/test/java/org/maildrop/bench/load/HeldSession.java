/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;

/** A connection whose script has come to its end, and which stays. */
public final class HeldSession {
    private static final byte[] QUIT = "QUIT\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;

    HeldSession(Channel channel) {
        this.channel = channel;
    }

    public boolean isOpen() {
        return channel.isActive();
    }

    /** Says goodbye, and waits until the connection has ended. */
    public void quit() {
        if (isOpen()) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(QUIT));
        }
        channel.closeFuture().syncUninterruptibly();
    }
}
