/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The users of one replay. Each has a name of its own on the wire, so that a file can be replayed many times, also at
 * once, on one server.
 */
final class Cast {
    private static final AtomicLong REPLAYS = new AtomicLong();

    private final String suffix = "-" + REPLAYS.incrementAndGet() + "@example.org";
    private final Map<String, String> passwords = new LinkedHashMap<>();

    void add(String name, String password) {
        passwords.put(name, password);
    }

    String wireName(String name) {
        password(name);
        return name + suffix;
    }

    String password(String name) {
        String password = passwords.get(name);
        if (password == null) {
            throw new IllegalArgumentException("no USER " + name + " in this transcript");
        }
        return password;
    }

    /** What the client says, with each user's name, where it stands as a word, made the one on the wire; BOB is bob. Then its base64. */
    String onWire(String said) {
        String wire = said;
        for (String name : passwords.keySet()) {
            wire = replaced(wire, name, wireName(name));
            wire = replaced(wire, name.toUpperCase(Locale.ROOT), wireName(name).toUpperCase(Locale.ROOT));
        }
        return Escapes.encoded(wire);
    }

    private static String replaced(String said, String word, String by) {
        return Pattern.compile("(?<![\\w@.-])" + Pattern.quote(word) + "(?![\\w@.-])")
                .matcher(said)
                .replaceAll(Matcher.quoteReplacement(by));
    }

    /** What the server says, with the names as the file has them. */
    String offWire(String seen) {
        return seen.replace(suffix, "");
    }
}
