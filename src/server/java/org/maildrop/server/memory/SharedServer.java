/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.memory;

/** James's memory application for many tests at once. */
public final class SharedServer {
    private SharedServer() {}

    public static void main(String[] args) throws Exception {
        MemoryApplication.start(args);
    }
}
