/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.util.ArrayList;
import java.util.List;

/** How a client's lines are put on the wire. */
record Mode(String name, int chunk) {
    /** Each line waits for the replies to those before it. */
    static final Mode LINE = new Mode("line by line", 0);

    /** All lines in one write, then all replies. */
    static final Mode PIPELINED = new Mode("pipelined", Integer.MAX_VALUE);

    static List<Mode> all() {
        return List.of(LINE, PIPELINED, chunks(1), chunks(2), chunks(3), chunks(7));
    }

    static Mode chunks(int octets) {
        return new Mode("in chunks of " + octets, octets);
    }

    /** By the word that a MODES directive uses. */
    static List<Mode> named(String word) {
        return switch (word) {
            case "line" -> List.of(LINE);
            case "pipelined" -> List.of(PIPELINED);
            case "chunks" -> all().subList(2, all().size());
            default -> throw new IllegalArgumentException("no such mode: " + word);
        };
    }

    boolean waitsForReplies() {
        return chunk == 0;
    }

    /** What is written at once. */
    List<String> writes(String octets) {
        List<String> writes = new ArrayList<>();
        for (int start = 0; start < octets.length(); start += Math.min(chunk, octets.length() - start)) {
            writes.add(octets.substring(start, start + Math.min(chunk, octets.length() - start)));
        }
        return writes;
    }
}
