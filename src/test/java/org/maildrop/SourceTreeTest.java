/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that byte code cannot show. */
class SourceTreeTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path PROTOCOL = SOURCES.resolve("org/maildrop/protocol");
    private static final Path DECISIONS = Path.of("src/adr");
    private static final int DECISION_LINES = 80;

    /** A text block, a string, a character, a comment: whichever begins first hides what is inside it. */
    private static final Pattern TOKEN = Pattern.compile(String.join(
            "|",
            "\"{3}[\\s\\S]*?\"{3}",
            "\"(?:\\\\.|[^\"\\\\\n])*+\"",
            "'(?:\\\\.|[^'\\\\\n])*+'",
            "/\\*[\\s\\S]*?\\*/",
            "//[^\n]*"));

    private static final Pattern STATUS_INDICATOR = Pattern.compile("\\+OK|-ERR");

    @Test
    void onlyTheWireLanguageSpellsTheStatusIndicators() {
        List<String> spelt = files(SOURCES, ".java")
                .filter(file -> !file.startsWith(PROTOCOL))
                .flatMap(file -> strings(text(file))
                        .filter(literal -> STATUS_INDICATOR.matcher(literal).find())
                        .map(literal -> file + ": " + literal))
                .toList();

        assertThat(spelt).isEmpty();
        assertThat(strings("/* \"+OK\" */ a(\"-ERR\\\"\", '\"'); // \"+OK\"")).containsExactly("\"-ERR\\\"\"");
    }

    @Test
    void decisionRecordsAreNumberedFromOneWithoutGaps() {
        List<String> names =
                decisions().map(file -> file.getFileName().toString()).toList();

        assertThat(names).allMatch(name -> name.matches("\\d{4}-[a-z0-9-]+\\.md"));
        assertThat(names.stream().map(name -> Integer.parseInt(name.substring(0, 4))))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, names.size()).boxed().toList());
    }

    @Test
    void decisionRecordsAreShort() {
        assertThat(decisions()).allSatisfy(file -> assertThat(text(file).lines().count())
                .as("lines of %s", file)
                .isLessThanOrEqualTo(DECISION_LINES));
    }

    private static Stream<Path> decisions() {
        return Files.isDirectory(DECISIONS) ? files(DECISIONS, ".md") : Stream.empty();
    }

    private static Stream<String> strings(String source) {
        return TOKEN.matcher(source).results().map(MatchResult::group).filter(token -> token.startsWith("\""));
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
