/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.util.Arrays;
import java.util.Optional;
import org.maildrop.session.Phase;

/** Takes a line of octets apart: keyword, one SPACE, argument, line end (RFC 1725, section 3). */
public final class CommandLine {
    /** The longest line before login, in octets, its end included; RFC 2449, section 4, asks for 255 at least. */
    public static final int LONGEST_BEFORE_LOGIN = 512;

    /** The longest line after login, likewise. */
    public static final int LONGEST = 2048;

    private CommandLine() {}

    /**
     * Parses a line.
     *
     * @param line with its line end, CRLF or LF; a line without any was cut because it was too long
     */
    public static Request parse(byte[] line, Phase phase) {
        int end = line.length - 1;
        int longest = phase == Phase.AUTHORIZATION ? LONGEST_BEFORE_LOGIN : LONGEST;
        if (line.length > longest || end < 0 || line[end] != '\n') {
            return new Request.TooLong();
        }
        if (end > 0 && line[end - 1] == '\r') {
            end--;
        }
        int space = 0;
        while (space < end && line[space] != ' ') {
            space++;
        }
        Optional<Keyword> keyword = Keyword.of(line, space);
        Argument argument = space == end ? Argument.ABSENT : new Argument(Arrays.copyOfRange(line, space + 1, end));
        return keyword.<Request>map(known -> new Request.Command(known, argument))
                .orElseGet(Request.Unknown::new);
    }
}
