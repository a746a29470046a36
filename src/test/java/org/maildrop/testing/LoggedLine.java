/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line of {@code key=value}, read as src/doc/operating.md says it is to be read. A value that there is not is {@code null}. */
public final class LoggedLine {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final String text;
    private int at;

    private LoggedLine(String text) {
        this.text = text;
    }

    public static LoggedLine of(String text) {
        LoggedLine line = new LoggedLine(text);
        while (line.at < text.length()) {
            line.next();
        }
        return line;
    }

    public List<String> keys() {
        return new ArrayList<>(values.keySet());
    }

    public String get(String key) {
        if (!values.containsKey(key)) {
            throw new IllegalArgumentException("no " + key + " in: " + text);
        }
        return values.get(key);
    }

    private void next() {
        int equals = text.indexOf('=', at);
        String key = text.substring(at, equals);
        at = equals + 1;
        String value = at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
        if (values.containsKey(key) || key.isEmpty()) {
            throw new IllegalArgumentException("the key \"" + key + "\" is twice, or empty: " + text);
        }
        values.put(key, value);
        if (at < text.length() && text.charAt(at++) != ' ') {
            throw new IllegalArgumentException("no blank behind " + key + ": " + text);
        }
    }

    private String bare() {
        int blank = text.indexOf(' ', at);
        String value = text.substring(at, blank < 0 ? text.length() : blank);
        at += value.length();
        return value.equals("-") ? null : value;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            char character = text.charAt(at++);
            value.append(character == '\\' ? escaped() : character);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char character = text.charAt(at++);
        if (character != 'u') {
            return character;
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
}
