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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** The languages that the server speaks (RFC 6856, section 3). */
public enum Language {
    /** In ASCII alone, for clients that know of nothing else. */
    ENGLISH("en"),
    GERMAN("de");

    /** What is spoken unless the client asks for another, and what it gets that asks for ours. */
    public static final Language DEFAULT = ENGLISH;

    private static final String OURS = "*";

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

    /** The language for a basic language range, looked up as RFC 4647, section 3.4, has it: who asks for de-AT gets de. */
    public static Optional<Language> of(String range) {
        if (range.equals(OURS)) {
            return Optional.of(DEFAULT);
        }
        List<String> tags = Arrays.stream(values()).map(Language::tag).toList();
        String found = Locale.lookupTag(List.of(new Locale.LanguageRange(range)), tags);
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(found))
                .findFirst();
    }

    /** A line of the language listing: the tag, and what the language is called in itself. */
    String listing() {
        return tag + " " + words(Wording.THIS_LANGUAGE);
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
