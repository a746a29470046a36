/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

/**
 * Where blocking commands run.
 *
 * @param threads the most platform threads, on a JVM without virtual ones; from 1 to {@link #MOST}
 */
public record WorkerSettings(int threads) {
    /** What a ForkJoinPool can have. */
    public static final int MOST = 32_767;

    public static final WorkerSettings DEFAULT = new WorkerSettings(200);

    public WorkerSettings {
        if (threads < 1 || threads > MOST) {
            throw new IllegalArgumentException(threads + " workers are not from 1 to " + MOST);
        }
    }
}
