/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.inside;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;

/** The JVM's own flight recorder, set to take the stacks of the threads that run, and to tell what is compiled. */
final class Recorder {
    private static final Duration PERIOD = Duration.ofMillis(5);

    private final AtomicReference<Recording> running = new AtomicReference<>();

    long start() {
        Recording recording = new Recording();
        recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
        recording.enable("jdk.NativeMethodSample").withPeriod(PERIOD);
        recording.enable("jdk.Compilation").withThreshold(Duration.ZERO);
        recording.enable("jdk.Deoptimization").withoutStackTrace();
        running.set(recording);
        recording.start();
        return recording.getId();
    }

    /** Returns the file that it is in. */
    String stop() throws IOException {
        try (Recording recording = running.getAndSet(null)) {
            Path file = Path.of("profile" + recording.getId() + ".jfr").toAbsolutePath();
            recording.stop();
            recording.dump(file);
            return file.toString();
        }
    }
}
