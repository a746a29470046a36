/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.Reply;
import org.maildrop.protocol.Request;

/**
 * How long a command takes: the work for it, not what it waits by itself, for a maildrop in use or to slow down failed
 * logins. Belongs to whoever runs the conversation.
 */
final class CommandClock {
    private final Traffic traffic;
    private final LongSupplier nanoTime;
    private @Nullable Keyword keyword;
    private long since;
    private long spent;

    CommandClock(Traffic traffic, LongSupplier nanoTime) {
        this.traffic = traffic;
        this.nanoTime = nanoTime;
    }

    void begins(Request request) {
        keyword = keyword(request);
        spent = 0;
        goesOn();
    }

    /** A response to a challenge is a part of AUTH; what could not be read is no command's. */
    private static @Nullable Keyword keyword(Request request) {
        if (request instanceof Request.Command command) {
            return command.keyword();
        }
        return request instanceof Request.Response ? Keyword.AUTH : null;
    }

    void goesOn() {
        since = nanoTime.getAsLong();
    }

    /** Returns the reply. */
    Reply stops(Reply reply) {
        spent += nanoTime.getAsLong() - since;
        if (reply.kind() != Reply.Kind.LATER) {
            traffic.answered(keyword, spent, reply);
        }
        return reply;
    }
}
