/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The transcripts in src/test/resources, in the order of their names. */
final class Transcripts {
    private static final Path FOLDER = Path.of("src", "test", "resources", "transcripts");

    /** Where the names of those begin that are wanted, if not all are. */
    private static final String WANTED = System.getProperty("transcripts", "");

    private Transcripts() {}

    static List<Transcript> all() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(FOLDER)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).allMatch(file -> file.toString().endsWith(".pop3")).isNotEmpty();
        return files.stream()
                .filter(file -> FOLDER.relativize(file).toString().startsWith(WANTED))
                .map(Transcripts::parsed)
                .toList();
    }

    /** The folder that it is in. */
    static String topic(Transcript transcript) {
        return Path.of(transcript.name()).getName(0).toString();
    }

    private static Transcript parsed(Path file) {
        try {
            String name = FOLDER.relativize(file).toString();
            return TranscriptParser.parse(name, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
