/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.protocol.Reply;
import org.maildrop.protocol.ReplyBody;

/** What is said to a client: replies, and of the one that is under way what is left of its body. One thread at a time. */
final class Speech {
    private final ReplyWriter writer;
    private final Supplier<TroubleLog> trouble;
    private @Nullable ReplyBody body;
    private boolean last;

    Speech(ReplyWriter writer, Supplier<TroubleLog> trouble) {
        this.writer = writer;
        this.trouble = trouble;
    }

    /** Begins a reply; its body follows by {@link #goOn}. */
    void say(Reply reply) {
        writer.say(reply);
        body = reply.body().orElse(null);
    }

    /** What was said is the last reply that there is. */
    void wasTheLast() {
        last = true;
    }

    boolean isUnfinished() {
        return body != null;
    }

    /** Says the next piece. False if it cannot be had: then nothing more may be said, or what is cut off would look whole. */
    boolean goOn() {
        ReplyBody current = body;
        try {
            if (current != null && writer.produce(current)) {
                close(current);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            trouble.get().brokenOff(e);
            writer.discard();
            return false;
        }
    }

    /** Says nothing more of the reply that is under way; whether one more line would be taken for what it is not. */
    boolean breakOff() {
        ReplyBody current = body;
        if (current != null) {
            close(current);
        }
        return current != null || last;
    }

    private void close(ReplyBody current) {
        body = null;
        try {
            current.close();
        } catch (RuntimeException e) {
            trouble.get().unexpected(e);
        }
    }
}
