/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What renews the leases. Ended after the locks are closed. */
@Singleton
final class LockThreads implements AutoCloseable {
    private static final int COUNT = 3;

    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(COUNT, Threads.named("maildrop-lock-"));

    @Inject
    LockThreads() {}

    ScheduledExecutorService executor() {
        return threads;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
