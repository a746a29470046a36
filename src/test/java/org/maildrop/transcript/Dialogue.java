/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.util.ArrayList;
import java.util.List;

/** What was played so far, expected and seen side by side. */
final class Dialogue {
    private static final int WIDTH = 58;
    private static final int ROWS_SHOWN = 16;

    private record Row(String margin, String expected, String seen) {
        @Override
        public String toString() {
            return String.format("%-12s %-" + WIDTH + "s | %s", margin, fitted(expected), fitted(seen))
                    .stripTrailing();
        }

        private static String fitted(String text) {
            return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
        }
    }

    private final List<Row> rows = new ArrayList<>();

    void sent(String session, Line.Sent sent) {
        rows.add(new Row(session + " " + sent.number(), "C: " + Escapes.readable(sent.octets()), ""));
    }

    void agreed(String session, Line.Expected expected, String seen) {
        rows.add(new Row(session + " " + expected.number(), "S: " + expected.readable(), "S: " + seen));
    }

    void differed(String session, int line, String expected, String seen) {
        rows.add(new Row(session + " " + line + " ≠", expected, seen));
    }

    /** The last rows, a line each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(new Row("", "expected", "seen").toString());
        rows.subList(Math.max(0, rows.size() - ROWS_SHOWN), rows.size())
                .forEach(row -> text.append('\n').append(row));
        return text.toString();
    }
}
