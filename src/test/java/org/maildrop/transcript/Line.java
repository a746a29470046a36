/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a dialogue; {@code number} is where the file has it. */
sealed interface Line {
    int number();

    /** The client's: octets sent as they are, line end included, but for the users' names. */
    record Sent(int number, String octets) implements Line {
        static Sent line(int number, String text) {
            return new Sent(number, text + "\r\n");
        }
    }

    /** The server's. */
    sealed interface Expected extends Line {
        /** As a reader of the file knows it. */
        String readable();

        boolean matches(String seen, Cast cast);
    }

    /** Exactly these octets, line end included. */
    record Literal(int number, String octets) implements Expected {
        @Override
        public String readable() {
            return Escapes.readable(octets);
        }

        @Override
        public boolean matches(String seen, Cast cast) {
            return octets.equals(seen);
        }
    }

    /** A line with holes in it: {any} is any text, {number} is digits, {bob} is the name that bob has on the wire. */
    record WithHoles(int number, String text) implements Expected {
        private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)}");

        @Override
        public String readable() {
            return text;
        }

        @Override
        public boolean matches(String seen, Cast cast) {
            return Pattern.compile(regex(cast), Pattern.DOTALL).matcher(seen).matches();
        }

        private String regex(Cast cast) {
            StringBuilder regex = new StringBuilder();
            Matcher hole = HOLE.matcher(text);
            int end = 0;
            while (hole.find()) {
                regex.append(Pattern.quote(text.substring(end, hole.start())));
                regex.append(filling(hole.group(1), cast));
                end = hole.end();
            }
            return regex.append(Pattern.quote(text.substring(end) + "\r\n")).toString();
        }

        private static String filling(String hole, Cast cast) {
            return switch (hole) {
                case "any" -> "[^\r\n]*";
                case "number" -> "[0-9]+";
                default -> Pattern.quote(cast.wireName(hole));
            };
        }
    }
}
