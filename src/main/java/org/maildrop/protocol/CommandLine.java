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
    public static final int LONGEST_AFTER_LOGIN = 2048;

    /** The longest AUTH, and the longest response to a challenge: tokens are long (RFC 5034, section 4). */
    public static final int LONGEST = 12 * 1024;

    private CommandLine() {}

    /** Takes what answers a challenge of AUTH: base64 and nothing else, or a lone asterisk. */
    public static Request response(byte[] line) {
        int end = textEnd(line);
        return line.length > LONGEST || end < 0
                ? new Request.TooLong()
                : new Request.Response(new Argument(Arrays.copyOf(line, end)));
    }

    /**
     * Parses a line.
     *
     * @param line with its line end, CRLF or LF; a line without any was cut because it was too long
     */
    public static Request parse(byte[] line, Phase phase) {
        int end = textEnd(line);
        if (end < 0) {
            return new Request.TooLong();
        }
        int space = 0;
        while (space < end && line[space] != ' ') {
            space++;
        }
        Optional<Keyword> keyword = Keyword.of(line, space);
        if (line.length > longest(keyword, phase)) {
            return new Request.TooLong();
        }
        Argument argument = space == end ? Argument.ABSENT : new Argument(Arrays.copyOfRange(line, space + 1, end));
        return keyword.<Request>map(known -> new Request.Command(known, argument))
                .orElseGet(Request.Unknown::new);
    }

    private static int longest(Optional<Keyword> keyword, Phase phase) {
        if (phase != Phase.AUTHORIZATION) {
            return LONGEST_AFTER_LOGIN;
        }
        return keyword.equals(Optional.of(Keyword.AUTH)) ? LONGEST : LONGEST_BEFORE_LOGIN;
    }

    /** Where the text ends and CRLF or LF begins; negative if neither is there, because the line was cut. */
    private static int textEnd(byte[] line) {
        int end = line.length - 1;
        if (end < 0 || line[end] != '\n') {
            return -1;
        }
        return end > 0 && line[end - 1] == '\r' ? end - 1 : end;
    }
}
