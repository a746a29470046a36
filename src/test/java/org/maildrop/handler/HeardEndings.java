/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A conversation's place where only the ends of connections are of interest. */
final class HeardEndings implements FramedInput {
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();

    /** Those that have been heard, in their order. */
    BlockingQueue<Ending> endings() {
        return endings;
    }

    @Override
    public void end(Ending how) {
        endings.add(how);
    }

    @Override
    public void readComplete() {}

    @Override
    public boolean tlsStarted() {
        return false;
    }
}
