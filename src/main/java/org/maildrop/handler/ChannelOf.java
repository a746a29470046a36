/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.channel.Channel;
import java.lang.reflect.Field;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.netty.NettyProtocolTransport;

/**
 * Bridge: the channel of a session, which James 3.8 and 3.9 both keep in one private field and give to nobody. Why we
 * need it is told in ADR-0003; that the field is there is checked when the server starts.
 */
final class ChannelOf {
    private static final Field CHANNEL = channelField();

    private ChannelOf() {}

    static Channel session(ProtocolSession session) {
        try {
            return (Channel) CHANNEL.get(((ProtocolSessionImpl) session).getProtocolTransport());
        } catch (IllegalAccessException e) {
            throw unusable(e);
        }
    }

    private static Field channelField() {
        try {
            Field field = NettyProtocolTransport.class.getDeclaredField("channel");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unusable(e);
        }
    }

    private static IllegalStateException unusable(Exception e) {
        return new IllegalStateException("this James is not one that Maildrop knows: it needs 3.8 or 3.9", e);
    }
}
