/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.testing.JamesProcess;

/** A client at the end of a very bad line: one octet a second, and no more. */
@Execution(ExecutionMode.CONCURRENT)
class DripIT {
    private static final String MESSAGE = "a: b\r\n\r\nc\r\n";

    private static JamesProcess james;
    private static ScheduledExecutorService seconds;

    @BeforeAll
    static void start() {
        james = JamesProcess.shared();
        seconds = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterAll
    static void stop() {
        seconds.shutdownNow();
    }

    @Test
    void aCommandThatComesOctetByOctetIsCarriedOutWhenItsLineEndIsThere() throws Exception {
        Account account = Account.of(james).with(MESSAGE);
        try (RawPop3 session = RawPop3.inside(account)) {
            drip("RETR 1\r\n", octet -> session.write(new byte[] {(byte) octet}));

            assertThat(session.readLine()).isEqualTo("+OK 11 octets");
            assertThat(new String(session.read(MESSAGE.length()))).isEqualTo(MESSAGE);
            assertThat(session.readLine()).isEqualTo(".");
        }
    }

    private interface Drop {
        void fall(char octet) throws IOException;
    }

    private static void drip(String octets, Drop drop) throws InterruptedException {
        int[] next = {0};
        ScheduledFuture<?> dripping = seconds.scheduleAtFixedRate(
                () -> {
                    try {
                        drop.fall(octets.charAt(next[0]++));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                0,
                1,
                TimeUnit.SECONDS);
        try {
            dripping.get();
        } catch (ExecutionException dry) {
            assertThat(dry).hasCauseInstanceOf(StringIndexOutOfBoundsException.class);
        }
    }
}
