/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.io.IOException;
import org.maildrop.protocol.ReplyBody;

/** A body that says when all of it has been produced, its end too: not if it breaks off, and not if nobody asks on. */
record WatchedBody(ReplyBody body, Runnable whenWhole) implements ReplyBody {
    @Override
    public int fill(byte[] buffer, int offset, int length) throws IOException {
        int filled = body.fill(buffer, offset, length);
        if (filled == FINISHED) {
            whenWhole.run();
        }
        return filled;
    }

    @Override
    public void close() {
        body.close();
    }
}
