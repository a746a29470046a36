/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.SharedSecret;

class TinkCipherTest {
    private static final String BOB = "bob@example.org";
    private static final SharedSecret SECRET = new SharedSecret("tanstaaf");

    @TempDir
    Path conf;

    private Path file() {
        return conf.resolve("key");
    }

    private TinkCipher ofFile() {
        return TinkCipher.of(Optional.empty(), file(), warning -> {});
    }

    private TinkCipher ofVariable(String text) {
        return TinkCipher.of(Optional.of(text), conf.resolve("unused"), warning -> {});
    }

    private String keySet() throws IOException {
        ofFile().encrypt(BOB, SECRET);
        return Files.readString(file());
    }

    @Test
    void aTextIsAnotherEachTime() {
        TinkCipher cipher = ofFile();
        assertThat(cipher.encrypt(BOB, SECRET)).isNotEqualTo(cipher.encrypt(BOB, SECRET));
        assertThat(cipher.decrypt(BOB, cipher.encrypt(BOB, SECRET))).isEqualTo(SECRET);
    }

    @Test
    void theVariableHasTheKeySetInClearOrInBase64AndNoFileIsMade() throws IOException {
        String keys = keySet();
        String encrypted = ofFile().encrypt(BOB, SECRET);
        String base64 = Base64.getMimeEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8));
        for (String text : List.of(keys, " " + keys, base64, base64 + "\n")) {
            TinkCipher cipher = ofVariable(text);
            assertThat(cipher.decrypt(BOB, encrypted)).isEqualTo(SECRET);
            assertThat(ofFile().decrypt(BOB, cipher.encrypt(BOB, SECRET))).isEqualTo(SECRET);
        }
        assertThat(conf.resolve("unused")).doesNotExist();
        assertThat(TinkCipher.of(Optional.of(" "), file(), warning -> {}).decrypt(BOB, encrypted))
                .as("an empty variable is none")
                .isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "hunter2", "aHVudGVyMg==", "{\"primaryKeyId\":1}", "<key>hunter2</key>"})
    void aVariableThatHoldsSomethingElseIsNamedAndNotTold(String text) {
        assertThatThrownBy(() -> ofVariable(text))
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("MAILDROP_SECRETS_KEYSET holds no key set")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("aHVudGVyMg")
                .hasNoCause();
    }

    @Test
    void aDamagedKeyFileIsNamedAndNotTold() throws IOException {
        String keys = keySet();
        TinkCipher cipher = ofFile();
        for (String damaged : List.of("", "{", keys.substring(0, keys.length() / 2), keys.replace("Gi", "!!"))) {
            Files.writeString(file(), damaged);
            assertThatThrownBy(() -> cipher.encrypt(BOB, SECRET))
                    .isInstanceOf(AuthException.class)
                    .hasMessageContaining(file() + " is damaged")
                    .hasNoCause();
        }
        assertThat(file()).as("nothing has replaced it").hasContent(keys.replace("Gi", "!!"));
    }

    @Test
    void aNewKeyEncryptsAndTheOldOnesStillDecrypt() {
        TinkCipher cipher = ofFile();
        TinkCipher elsewhere = ofFile();
        String before = cipher.encrypt(BOB, SECRET);
        cipher.addKey();
        String after = elsewhere.encrypt(BOB, SECRET);
        assertThat(after.substring(0, 6)).as("the key's number").isNotEqualTo(before.substring(0, 6));
        assertThat(elsewhere.decrypt(BOB, before)).isEqualTo(SECRET);
        assertThat(cipher.decrypt(BOB, after)).isEqualTo(SECRET);
    }

    @Test
    void aKeySetThatSomebodyElseKeepsGetsNoKeyHere() throws IOException {
        TinkCipher cipher = ofVariable(keySet());
        assertThatThrownBy(cipher::addKey)
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("MAILDROP_SECRETS_KEYSET");
    }

    @Test
    void howeverManyNeedAKeySetAtOnceOneIsMade() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> uses = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<String>) () -> ofFile().encrypt(BOB, SECRET))
                    .toList();
            for (var use : threads.invokeAll(uses)) {
                assertThat(ofFile().decrypt(BOB, use.get())).isEqualTo(SECRET);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
