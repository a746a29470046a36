/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** A line of a file and its number. */
record Source(int number, String text) {
    /** All lines, those between REPEAT n and its END n times. */
    static List<Source> linesOf(String file) {
        Deque<Block> blocks = new ArrayDeque<>(List.of(new Block(1, new ArrayList<>())));
        int number = 0;
        for (String text : file.split("\n", -1)) {
            Source line = new Source(++number, text);
            if (line.word().equals("REPEAT")) {
                blocks.push(new Block(Integer.parseInt(line.rest()), new ArrayList<>()));
            } else if (text.equals("END") && blocks.size() > 1) {
                Block block = blocks.pop();
                blocks.element().lines.addAll(block.unrolled());
            } else {
                blocks.element().lines.add(line);
            }
        }
        if (blocks.size() > 1) {
            throw new IllegalArgumentException("REPEAT without END");
        }
        return blocks.element().lines;
    }

    private record Block(int times, List<Source> lines) {
        List<Source> unrolled() {
            return Collections.nCopies(times, lines).stream()
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /** The first word. */
    String word() {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    /** What follows the first word and one blank, verbatim. */
    String rest() {
        int blank = text.indexOf(' ');
        return blank < 0 ? "" : text.substring(blank + 1);
    }

    /** A line of a block that belongs to the directive above it. */
    boolean isBlock() {
        return text.startsWith("|") || text.startsWith("\\");
    }

    /** {@code | text} is a line with CRLF; {@code \ text} has escapes and is verbatim, nothing is added. */
    String blockOctets() {
        String content = text.startsWith(" ", 1) ? text.substring(2) : text.substring(1);
        return text.startsWith("|") ? content + "\r\n" : Escapes.unescape(content);
    }
}
