/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.io.IOException;

/**
 * The lines of a multi-line response, produced piece by piece as the client takes them: byte-stuffed, and the
 * termination octet at the end (RFC 1725, section 3). Used by one thread at a time.
 */
public interface ReplyBody extends AutoCloseable {
    /** What {@link #fill} returns when all has been produced. */
    int FINISHED = -1;

    /**
     * Writes the next octets.
     *
     * @param length at least {@link #SMALLEST_ROOM}
     * @return how many were written, at least 1, or {@link #FINISHED}
     * @throws IOException when the source cannot be read; the termination octet is then never produced
     */
    int fill(byte[] buffer, int offset, int length) throws IOException;

    /** The room that one call of {@link #fill} must offer, in octets. */
    int SMALLEST_ROOM = 128;

    /** Gives back what the body reads from; after it, the body is not used again. */
    @Override
    void close();
}
