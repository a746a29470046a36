/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Behind all integration tests: what every server of the run has logged, and none of what its clients have said in
 * confidence. By its name no default run takes it; the pom's second execution of failsafe does.
 */
class EveryLogCheck {
    private static final Path SERVERS = Path.of("target/james-test");

    /** Passwords and shared secrets that the tests use; each log of a run has thousands of sessions with them behind it. */
    private static final List<String> CONFIDED =
            List.of("secret", "tanstaaf", "open the door", "Gr\u00fc\u00dfe, \u4e16");

    /** The beginning of each message of a test. */
    private static final String OF_A_MESSAGE = "Subject:";

    @Test
    void noPasswordSecretOrMessageIsInTheLogOfAnyServerOfTheRun() throws IOException {
        List<Pattern> marks = marks().toList();
        for (Path log : logs()) {
            assertThat(Files.readAllLines(log)).as("lines of %s", log).allSatisfy(line -> assertThat(marks)
                    .noneMatch(mark -> mark.matcher(line).find()));
        }
    }

    @Test
    void whatIsLookedForIsFound() {
        for (String line : List.of(
                "PASS secret",
                "AGJvYkBleGFtcGxlLm9yZwBzZWNyZXQ=",
                "bnVsbABzZWNyZXQ",
                "not an SSL/TLS record: 50415353207365637265740d0a",
                "Subject: x",
                "\"open the door\"",
                "{\"password\":\"secret\"}")) {
            assertThat(marks()).as(line).anyMatch(mark -> mark.matcher(line).find());
        }
        for (String line : List.of("<maildrop/auth/secrets>", "/pop3/secret/bob", "{\"secret\":\"hush-hush\"}")) {
            assertThat(marks()).as(line).noneMatch(mark -> mark.matcher(line).find());
        }
    }

    private static Stream<Pattern> marks() {
        // By itself: neither a part of a path nor a key, by which it is called what it is.
        Stream<String> words = CONFIDED.stream().map(text -> "(?<![/\\w])" + Pattern.quote(text) + "(?!\\w|/|\":)");
        Stream<String> encoded =
                CONFIDED.stream().flatMap(EveryLogCheck::inBase64).map(Pattern::quote);
        Stream<String> dumped = Stream.concat(CONFIDED.stream(), Stream.of(OF_A_MESSAGE))
                .map(text -> "(?i)" + HexFormat.of().formatHex(text.getBytes(UTF_8)));
        return Stream.of(words, encoded, dumped, Stream.of(OF_A_MESSAGE))
                .flatMap(part -> part)
                .map(Pattern::compile);
    }

    /** What of it is in a longer text's base64, whatever stands before and behind it. */
    private static Stream<String> inBase64(String text) {
        byte[] octets = text.getBytes(UTF_8);
        return IntStream.range(0, 3).mapToObj(before -> {
            byte[] shifted = new byte[before + octets.length];
            System.arraycopy(octets, 0, shifted, before, octets.length);
            String encoded = Base64.getEncoder().encodeToString(shifted);
            return encoded.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
        });
    }

    private static List<Path> logs() throws IOException {
        if (!Files.isDirectory(SERVERS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(SERVERS, 3, (file, attributes) -> isLog(file))) {
            return files.toList();
        }
    }

    private static boolean isLog(Path file) {
        return Arrays.asList("james.log", "console.log")
                .contains(file.getFileName().toString());
    }
}
