/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The languages that the server speaks. */
public enum Language {
    /** In ASCII alone, for clients that know of nothing else. */
    ENGLISH("en");

    /** What is spoken unless the client asks for another. */
    public static final Language DEFAULT = ENGLISH;

    private final String tag;

    @SuppressWarnings("ImmutableEnumChecker") // never changed after construction
    private final Map<Wording, String> words;

    Language(String tag) {
        this.tag = tag;
        this.words = read("wording-" + tag + ".properties");
    }

    /** As RFC 5646 has it. */
    String tag() {
        return tag;
    }

    /** With its places for arguments. */
    String words(Wording wording) {
        return Objects.requireNonNull(words.get(wording));
    }

    private static Map<Wording, String> read(String file) {
        Properties properties = new Properties();
        try (InputStream stream = Language.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("there is no " + file + " in the jar");
            }
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Wording, String> words = new EnumMap<>(Wording.class);
        for (Wording wording : Wording.values()) {
            String text = properties.getProperty(wording.key());
            if (text == null) {
                throw new IllegalStateException(file + " has no " + wording.key());
            }
            words.put(wording, text);
        }
        return words;
    }
}
