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

    /** The TLS handshake is done; the next line comes through it. */
    void tlsStarted();
}
