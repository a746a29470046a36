/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Octets that cannot be written as they are: {@code \r \n \t \0 \\ \xHH}, {@code \*N{text}} for N times text, and
 * {@code \64{text}} for its base64; either may hold escapes itself. The base64 is left to {@link #encoded}, since users'
 * names in it have to be replaced before; and so are proofs, such as {@code \apop{secret}}, to {@link Heard}.
 */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:([rnt0\\\\])|x(\\p{XDigit}{2})|\\*(\\d+)\\{((?:[^{}]+|\\{[^{}]*})*+)}|64\\{((?:[^{}]+|\\{[^{}]*})*+)}"
                    + "|(apop|cram|scram)\\{([^{}]*)}|)");
    private static final char BEGIN = '\uE000';
    private static final char END = '\uE001';
    private static final Pattern TO_ENCODE = Pattern.compile(BEGIN + "([^" + BEGIN + END + "]*)" + END);

    private Escapes() {}

    static String unescape(String escaped) {
        return ESCAPE.matcher(escaped).replaceAll(match -> Matcher.quoteReplacement(octets(match)));
    }

    private static String octets(MatchResult match) {
        if (match.group(1) != null) {
            return switch (match.group(1)) {
                case "r" -> "\r";
                case "n" -> "\n";
                case "t" -> "\t";
                case "0" -> "\0";
                default -> "\\";
            };
        }
        if (match.group(2) != null) {
            return String.valueOf((char) Integer.parseInt(match.group(2), 16));
        }
        if (match.group(3) != null) {
            return unescape(match.group(4)).repeat(Integer.parseInt(match.group(3)));
        }
        if (match.group(5) != null) {
            return BEGIN + unescape(match.group(5)) + END;
        }
        if (match.group(6) != null) {
            return Heard.toProve(match.group(6), match.group(7));
        }
        throw new IllegalArgumentException("unknown escape; known are \\r \\n \\t \\0 \\\\ \\xHH \\*N{text} \\64{text}"
                + " \\apop{secret} \\cram{user secret} \\scram{hash user secret}");
    }

    /** With what is to be in base64 in base64. */
    static String encoded(String octets) {
        return TO_ENCODE.matcher(octets).replaceAll(match -> Base64.getEncoder()
                .encodeToString(match.group(1).getBytes(ISO_8859_1)));
    }

    /** The octets for a reader's eye: a final CRLF is not shown, whatever else is not printable ASCII is escaped. */
    static String readable(String octets) {
        String text = octets.endsWith("\r\n") ? octets.substring(0, octets.length() - 2) : octets;
        StringBuilder readable = new StringBuilder();
        text.chars().forEach(octet -> readable.append(readable((char) octet)));
        return readable.toString();
    }

    private static String readable(char octet) {
        return switch (octet) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\0' -> "\\0";
            case '\\' -> "\\\\";
            default -> octet >= ' ' && octet < 0x7f ? String.valueOf(octet) : String.format("\\x%02x", (int) octet);
        };
    }
}
