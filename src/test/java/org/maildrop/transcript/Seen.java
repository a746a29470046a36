/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

/** A line as it came, with its LF, or what there was of it and why no more came. */
record Seen(String octets, Ending ending) {
    enum Ending {
        LINE(""),
        CLOSED("(the server has closed)"),
        RESET("(connection reset)"),
        SILENCE("(nothing more within the time limit)");

        private final String readable;

        Ending(String readable) {
            this.readable = readable;
        }
    }

    boolean isLine() {
        return ending == Ending.LINE;
    }

    /** Nothing more came, and the stream has ended. */
    boolean isEnd() {
        return octets.isEmpty() && ending == Ending.CLOSED;
    }

    boolean isReset() {
        return octets.isEmpty() && ending == Ending.RESET;
    }

    String readable() {
        return Escapes.readable(octets) + (octets.isEmpty() || isLine() ? "" : " ") + ending.readable;
    }
}
