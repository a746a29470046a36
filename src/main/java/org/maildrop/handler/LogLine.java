/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * A line of the log as {@code key=value}, with blanks between. A value is in quotes if it has anything in it but letters,
 * digits and harmless ASCII; then quotes and backslashes have a backslash before them, and control characters, foreign
 * blanks and signs are told by their number. So nobody who chooses a value can end it, or the line: names come from clients.
 */
final class LogLine {
    /** Characters of a value; a client may call itself by more than twelve thousand. */
    static final int LONGEST = 256;

    private static final String NONE = "-";
    private static final int USUAL = 400;

    private final StringBuilder text = new StringBuilder(USUAL);

    LogLine with(String key, String value) {
        key(key);
        String bounded = value.length() > LONGEST ? value.substring(0, LONGEST) + "\u2026" : value;
        if (!bounded.isEmpty() && !bounded.equals(NONE) && bounded.codePoints().allMatch(LogLine::plain)) {
            text.append(bounded);
        } else {
            quote(bounded);
        }
        return this;
    }

    LogLine with(String key, Optional<String> value) {
        return value.map(there -> with(key, there)).orElseGet(() -> without(key));
    }

    LogLine with(String key, long value) {
        key(key).append(value);
        return this;
    }

    /** In seconds. */
    LogLine with(String key, Duration value) {
        key(key).append(BigDecimal.valueOf(value.toMillis(), 3).toPlainString());
        return this;
    }

    /** There is no such value. */
    LogLine without(String key) {
        key(key).append(NONE);
        return this;
    }

    private StringBuilder key(String key) {
        return text.append(text.isEmpty() ? "" : " ").append(key).append('=');
    }

    private static boolean plain(int character) {
        if (character < 128) {
            return character > ' ' && character < 127 && character != '"' && character != '=' && character != '\\';
        }
        return Character.isLetterOrDigit(character);
    }

    private void quote(String value) {
        text.append('"');
        value.codePoints().forEach(character -> {
            if (plain(character) || character == ' ' || character == '=') {
                text.appendCodePoint(character);
            } else if (character == '"' || character == '\\') {
                text.append('\\').appendCodePoint(character);
            } else {
                Character.toString(character).chars().forEach(unit -> text.append("\\u")
                        .append(Integer.toHexString(unit | 0x10000), 1, 5));
            }
        });
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
