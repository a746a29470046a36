/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.jspecify.annotations.Nullable;
import org.maildrop.protocol.LastReplies;
import org.maildrop.protocol.Reply;

/**
 * How a connection is closed.
 *
 * @param line    a last, unasked-for reply, or null: none is sent on autologout (RFC 1725, section 3), nor in the middle
 *                of another
 * @param patient whether what was sent is given time to reach the client
 */
record Farewell(@Nullable Reply line, boolean patient) {
    static Farewell of(Ending reason, boolean silent) {
        return switch (reason) {
            case QUIT, ABUSE, READ_ERROR, BROKEN -> new Farewell(null, true);
            case DISCONNECTED, RESET, TLS_FAILED, AUTOLOGOUT, LOGIN_TIMEOUT -> new Farewell(null, false);
            case TAKEN_OVER -> new Farewell(silent ? null : LastReplies.takenOver(), true);
            case LEASE_LOST -> new Farewell(silent ? null : LastReplies.leaseLost(), true);
            case KICKED -> new Farewell(silent ? null : LastReplies.kicked(), true);
            case SERVER_STOPPING -> new Farewell(silent ? null : LastReplies.serverStopping(), true);
        };
    }

    void sayTo(ReplyWriter writer, Wire wire) {
        if (!patient) {
            writer.discard();
            wire.close();
            return;
        }
        if (line != null) {
            writer.say(line);
        }
        writer.flush();
        wire.closeAfterSending();
    }
}
