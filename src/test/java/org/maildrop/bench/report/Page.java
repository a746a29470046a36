/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation, of which the part between two marks is written by a program. */
public final class Page {
    private static final String BEGIN = "<!-- workloads: begin -->\n";
    private static final String END = "<!-- workloads: end -->\n";

    private Page() {}

    /** @throws IllegalArgumentException if the marks are not there */
    static String with(String page, String part) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no " + BEGIN + END);
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + part.strip() + "\n\n" + page.substring(end);
    }

    public static void replace(Path file, String part) throws IOException {
        Files.writeString(file, with(Files.readString(file), part));
    }
}
