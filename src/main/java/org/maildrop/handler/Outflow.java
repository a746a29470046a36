/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Whether the socket takes what it is given, be it a part of one write: a write as a whole may be on its way for long.
 * It looks at the buffer before the socket, behind TLS. Used on the event loop.
 */
final class Outflow {
    private final Channel channel;
    /** What was next to be taken: not the write itself, which is released and used again. Zero: nothing. */
    private int next;

    private long taken;

    Outflow(Channel channel) {
        this.channel = channel;
    }

    /** Whether the socket has taken octets since this was last asked. */
    boolean hasMoved() {
        int nextBefore = next;
        long takenBefore = taken;
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        Object write = unsent == null ? null : unsent.current();
        next = write == null ? 0 : System.identityHashCode(write);
        taken = write == null ? 0 : unsent.currentProgress();
        return nextBefore != 0 && (nextBefore != next || takenBefore != taken);
    }
}
