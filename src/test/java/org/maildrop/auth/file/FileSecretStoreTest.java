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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.SecretStoreContract;

class FileSecretStoreTest implements SecretStoreContract {
    @TempDir
    Path conf;

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private FileSecretStore store;

    private Path file() {
        return conf.resolve("maildrop-secrets.txt");
    }

    private TinkCipher cipher(String keys) {
        return TinkCipher.of(Optional.empty(), conf.resolve(keys), warnings::add);
    }

    private FileSecretStore open() {
        return FileSecretStore.open(file(), cipher("maildrop-secrets.key"), warnings::add);
    }

    @Override
    public SecretStore store() {
        if (store == null) {
            store = open();
        }
        return store;
    }

    @Override
    public SecretStore another() {
        return open();
    }

    @Override
    public SecretStore withOtherKeys() {
        return FileSecretStore.at(file(), cipher("other.key"), warnings::add);
    }

    @Override
    public String stolen() {
        return text();
    }

    private String text() {
        try {
            return Files.readString(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void copy(String from, String to) {
        String line =
                text().lines().filter(each -> each.contains(from)).findFirst().orElseThrow();
        write(text().replace("end 1", line.replace(from, to) + "\nend 2"));
    }

    @Test
    void aQuestionMakesNoFile() {
        assertThat(store().of(BOB)).isEmpty();
        assertThat(conf).isEmptyDirectory();
    }

    @Test
    void allFilesAreTheOwnersAlone() throws IOException {
        store().put(BOB, SECRET);
        store().put(BOB, OTHER);
        try (Stream<Path> files = Files.list(conf)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(rights(file))
                    .isEqualTo("rw-------"));
        }
        assertThat(warnings).isEmpty();
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"maildrop-secrets.txt", "maildrop-secrets.key"})
    void whatOthersMayReadIsMendedAndSaid(String name) throws IOException {
        store().put(BOB, SECRET);
        Files.setPosixFilePermissions(conf.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(another().of(BOB)).contains(SECRET);
        assertThat(rights(conf.resolve(name))).isEqualTo("rw-------");
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains(name)
                .contains("(rw-r--r--)")
                .doesNotContain(SECRET.reveal());
    }

    /** Whatever the length at which it was cut. */
    @Test
    void aFileThatHasLostItsEndIsDamagedAndNeverWhole() {
        store().put(BOB, SECRET);
        store().put(CAROL, OTHER);
        String whole = text();
        for (int length = 0; length < whole.length(); length++) {
            write(whole.substring(0, length));
            assertThatThrownBy(() -> store().of("nobody@example.org"))
                    .as("cut at %d", length)
                    .isInstanceOf(AuthException.class)
                    .hasMessageContaining("maildrop-secrets.txt is damaged: ");
            assertThatThrownBy(this::open).isInstanceOf(AuthException.class);
            assertThatThrownBy(() -> store().put(BOB, OTHER)).isInstanceOf(AuthException.class);
        }
        write(whole);
        assertThat(store().of(BOB)).contains(SECRET);
    }

    @Test
    void oneDamagedLineStopsTheStartAndIsItsOwnersTroubleAfterIt() {
        store().put(BOB, SECRET);
        store().put(CAROL, OTHER);
        write(text().replaceFirst("(user carol@example.org .{20})..", "$1AA"));
        assertThatThrownBy(this::open).isInstanceOf(AuthException.class).hasMessageContaining(CAROL);
        assertThat(store().of(BOB)).contains(SECRET);
        assertThatThrownBy(() -> store().of(CAROL)).isInstanceOf(AuthException.class);
        store().put(CAROL, OTHER);
        assertThat(another().of(CAROL)).contains(OTHER);
    }

    @Test
    void whatCannotBeReadIsATroubleThatNamesTheFile() throws IOException {
        Files.createDirectory(file());
        assertThatThrownBy(this::open)
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("maildrop-secrets.txt cannot be read: ");
    }

    @Test
    void withoutItsKeySetTheFileIsATroubleThatSaysWhatToDo() throws IOException {
        store().put(BOB, SECRET);
        Path keys = conf.resolve("maildrop-secrets.key");
        Path kept = Files.move(keys, conf.resolve("kept"));
        assertThatThrownBy(() -> store().of(BOB))
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("maildrop-secrets.key is missing: put it back");
        assertThatThrownBy(() -> store().put(CAROL, OTHER)).isInstanceOf(AuthException.class);
        assertThat(keys).doesNotExist();
        Files.move(kept, keys);
        assertThat(store().of(BOB)).contains(SECRET);
    }

    @Test
    void aLinkStaysOneAndWhatItLeadsToIsReplaced() throws IOException {
        Path elsewhere = Files.createDirectory(conf.resolve("elsewhere"));
        Files.createSymbolicLink(file(), elsewhere.resolve("secrets"));
        Files.createFile(
                elsewhere.resolve("secrets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(elsewhere.resolve("secrets"), "maildrop-secrets 1\nend 0\n");
        store().put(BOB, SECRET);
        assertThat(file()).isSymbolicLink();
        assertThat(elsewhere.resolve("secrets")).content().contains(BOB);
        assertThat(another().of(BOB)).contains(SECRET);
    }

    @Test
    void aFileOfOneWhoCrashedBeforeHimIsNoTrouble() throws IOException {
        store().put(BOB, SECRET);
        Files.writeString(conf.resolve("maildrop-secrets.txt.new"), "half of a");
        store().put(CAROL, OTHER);
        assertThat(another().of(BOB)).contains(SECRET);
        assertThat(another().of(CAROL)).contains(OTHER);
        assertThat(conf.resolve("maildrop-secrets.txt.new")).doesNotExist();
    }
}
