/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maildrop.auth.SharedSecret;

class CrashTest {
    private static final int ROUNDS = 4;

    @TempDir
    Path conf;

    private Process writer(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecretWriter.class.getName(),
                        conf.toString(),
                        name)
                .redirectError(conf.resolve(name + ".err").toFile())
                .start();
    }

    /** Through its handle: otherwise what it has said last could not be read. */
    private static void kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Two processes write at once; both are killed in the middle of it. */
    @Test
    void whateverAWriterWasDoingWhenItWasKilledWhatItHadWrittenIsThereAndTheFileIsWhole() throws Exception {
        List<String> written = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Process one = writer("one-" + round);
            Process two = writer("two-" + round);
            try (BufferedReader ofOne = one.inputReader();
                    BufferedReader ofTwo = two.inputReader()) {
                for (int i = 0; i < 5 + round; i++) {
                    written.add(ofOne.readLine());
                    written.add(ofTwo.readLine());
                }
                kill(one);
                kill(two);
                ofOne.lines().forEach(written::add);
                ofTwo.lines().forEach(written::add);
            }
            FileSecretStore store = FileSecretStore.open(
                    conf.resolve("secrets"),
                    TinkCipher.of(Optional.empty(), conf.resolve("key"), warning -> {}),
                    warning -> {});
            assertThat(written).doesNotContainNull();
            assertThat(store.users()).containsAll(written);
            written.forEach(user -> assertThat(store.of(user)).contains(new SharedSecret("of " + user)));
        }
    }
}
