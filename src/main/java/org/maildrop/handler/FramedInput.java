/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

/** What the framer tells beside the lines. Called on the thread of the channel's handlers. */
interface FramedInput {
    /** All that had arrived has been handed on. */
    void readComplete();

    /**
     * A TLS handshake is done.
     *
     * @return whether it was the one behind STLS: what was begun in clear is void, the next line comes through TLS. The
     *     news of an implicit one may come late, behind the first octets that came through it.
     */
    boolean tlsStarted();

    /** The connection is broken, and about to be closed. */
    void end(Ending how);
}
