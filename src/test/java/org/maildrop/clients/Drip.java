/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client that sends one NOOP after the other, an octet a second. */
final class Drip implements AutoCloseable {
    private static final byte[] LINE = "NOOP\r\n".getBytes(US_ASCII);

    private final RawPop3 session;
    private final ScheduledExecutorService seconds = Executors.newSingleThreadScheduledExecutor();
    private int fallen;

    Drip(RawPop3 session) {
        this.session = session;
        nextIn(0);
    }

    private void nextIn(int delay) {
        Callable<Void> drop = () -> {
            fall();
            nextIn(1);
            return null;
        };
        seconds.schedule(drop, delay, TimeUnit.SECONDS);
    }

    /** On the one thread, so that octets keep their order. */
    private void fall() throws IOException {
        session.write(new byte[] {LINE[fallen++ % LINE.length]});
    }

    /** Sends the rest of the line that it is in, and no more. */
    void endsWithAllItsLinesAnswered() throws Exception {
        int lines = seconds.submit(() -> {
                    do {
                        fall();
                    } while (fallen % LINE.length != 0);
                    seconds.shutdownNow();
                    return fallen / LINE.length;
                })
                .get();
        for (int line = 0; line < lines; line++) {
            assertThat(session.readLine()).isEqualTo("+OK");
        }
    }

    @Override
    public void close() {
        seconds.shutdownNow();
    }
}
