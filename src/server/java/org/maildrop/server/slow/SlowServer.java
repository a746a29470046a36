/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.slow;

import org.maildrop.server.memory.MemoryApplication;

/** James's memory application, its mailboxes behind the gate. */
public final class SlowServer {
    private SlowServer() {}

    public static void main(String[] args) throws Exception {
        MemoryApplication.start(args, new SlowMailboxesModule(Gate.registered()));
    }
}
