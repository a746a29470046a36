/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of the file: a line for the form, a line a user, and a last line that says how many they were, so that a file
 * which has lost its end never looks whole. Names are in clear; blanks, control characters and {@code %} in them are
 * written as in URLs.
 */
final class SecretLines {
    private static final String FIRST = "maildrop-secrets 1";
    private static final String NOTE =
            "# Users, and their secrets as the key set encrypts them. To change them: java -jar MAILDROP.jar secrets";
    private static final Pattern ENTRY = Pattern.compile("user (\\S+) ([A-Za-z0-9+/]+={0,2})");
    private static final Pattern LAST = Pattern.compile("end (\\d{1,9})");
    private static final Pattern AWKWARD = Pattern.compile("[%\\s\\p{Z}\\p{C}]+");

    private SecretLines() {}

    static byte[] write(Map<String, String> secrets) {
        String entries = new TreeMap<>(secrets)
                .entrySet().stream()
                        .map(entry -> "user " + escaped(entry.getKey()) + " " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
        return (FIRST + "\n" + NOTE + "\n" + entries + "end " + secrets.size() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @throws IllegalArgumentException whose text says where it is not such a text, and why
     */
    static Map<String, String> read(byte[] octets) {
        String[] lines = text(octets).split("\n", -1);
        if (!lines[0].equals(FIRST)) {
            throw new IllegalArgumentException("line 1 is not \"" + FIRST + "\"");
        }
        Map<String, String> secrets = new HashMap<>();
        // The last one ends with a line feed too, and behind that is nothing.
        for (int i = 1; i < lines.length - 1; i++) {
            Matcher last = LAST.matcher(lines[i]);
            if (last.matches()) {
                return whole(secrets, Integer.parseInt(last.group(1)), lines, i);
            }
            if (!lines[i].startsWith("#")) {
                add(secrets, lines[i], i + 1);
            }
        }
        throw new IllegalArgumentException("its last line is missing: it has lost its end");
    }

    private static void add(Map<String, String> secrets, String line, int number) {
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            throw new IllegalArgumentException("line " + number + " is not \"user NAME SECRET\"");
        }
        String name = URLDecoder.decode(entry.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (secrets.put(name, entry.group(2)) != null) {
            throw new IllegalArgumentException("line " + number + " has a user that another line has too");
        }
    }

    private static Map<String, String> whole(Map<String, String> secrets, int count, String[] lines, int at) {
        if (secrets.size() != count) {
            throw new IllegalArgumentException(
                    "its last line says " + count + " users, but there are " + secrets.size());
        }
        if (at != lines.length - 2 || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("behind its last line is more");
        }
        return Map.copyOf(secrets);
    }

    private static String escaped(String name) {
        return AWKWARD.matcher(name).replaceAll(found -> URLEncoder.encode(found.group(), StandardCharsets.UTF_8)
                .replace("+", "%20"));
    }

    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        }
    }
}
