/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Ports in blocks, of which no two programs have the same: a server may bind its ports long after they were found free.
 * A block is had by listening on its first port, so it is given back when its program ends, however that ends.
 * Thread-safe.
 */
final class PortBlocks {
    /** Below those that the system gives to connections. */
    private static final int FIRST = 20_000;

    private static final int BLOCK = 100;
    private static final int BLOCKS = 120;

    private final Random random = new Random();
    private final List<ServerSocket> guards = new ArrayList<>();
    private int next;
    private int end;

    /** One that was free a moment ago, each time another. */
    synchronized int oneFree() {
        while (true) {
            while (next < end) {
                int port = next++;
                if (Ports.isFree(port)) {
                    return port;
                }
            }
            next = begin();
            end = next + BLOCK - 1;
        }
    }

    /** The second port of a block that nobody has had. */
    private int begin() {
        int start = random.nextInt(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int guard = FIRST + (start + i) % BLOCKS * BLOCK;
            try {
                guards.add(new ServerSocket(guard, 1, InetAddress.getLoopbackAddress()));
                return guard + 1;
            } catch (IOException had) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("all ports from " + FIRST + " on are in use");
    }
}
