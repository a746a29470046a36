/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What makes a process hang, and go on; its sockets stay open all the while. */
public final class Signals {
    private Signals() {}

    public static void freeze(long pid) {
        send("STOP", pid);
    }

    public static void thaw(long pid) {
        send("CONT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + signal + " gave " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
