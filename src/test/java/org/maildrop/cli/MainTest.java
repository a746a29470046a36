/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.SharedSecret;
import org.maildrop.testing.TestDatabase;

class MainTest {
    @TempDir
    Path james;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> complaints = new ArrayList<>();

    @BeforeEach
    void makeAFolderOfSettings() throws IOException {
        Files.createDirectory(james.resolve("conf"));
    }

    private void settings(String secrets) throws IOException {
        Files.writeString(
                james.resolve("conf/maildrop.xml"),
                "<maildrop><auth><secrets>" + secrets + "</secrets></auth></maildrop>");
    }

    /** Its exit code; the words are apart by blanks. */
    private int run(String words, String input) {
        out.reset();
        complaints.clear();
        List<String> args = new ArrayList<>(List.of(words.split(" ")));
        args.addAll(List.of("--james", james.toString()));
        SecretEntry entry = SecretEntry.of(null, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        return Main.run(args, entry, new PrintStream(out, true, StandardCharsets.UTF_8), complaints::add);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private SharedSecret secretOf(String user) {
        try (Installation installation = Installation.at(java.util.Optional.of(james), complaints::add)) {
            return installation.secrets().of(user).orElseThrow();
        }
    }

    @Test
    void aSecretIsSetReplacedListedAndRemoved() {
        assertThat(run("secrets set Bob@Example.ORG", "tanstaaf\n")).isZero();
        assertThat(said()).isEqualTo("The secret of bob@example.org is set\n");
        assertThat(secretOf("bob@example.org")).isEqualTo(new SharedSecret("tanstaaf"));
        assertThat(run("secrets set bob@example.org", "another")).isZero();
        assertThat(said()).isEqualTo("The secret of bob@example.org is another one now\n");
        assertThat(run("secrets set alice", "x")).isZero();
        assertThat(run("secrets list", "")).isZero();
        assertThat(said()).isEqualTo("alice\nbob@example.org\n");
        assertThat(run("secrets remove BOB@example.org", "")).isZero();
        assertThat(run("secrets remove bob@example.org", "")).isEqualTo(1);
        assertThat(complaints).containsExactly("bob@example.org has no secret");
        assertThat(run("secrets list", "")).isZero();
        assertThat(said()).isEqualTo("alice\n");
    }

    @Test
    void aNewKeyTakesOver() throws IOException {
        run("secrets set bob", "tanstaaf");
        String before = Files.readString(james.resolve("conf/maildrop-secrets.txt"));
        assertThat(run("secrets new-key", "")).isZero();
        assertThat(run("secrets reencrypt", "")).isZero();
        assertThat(said()).startsWith("1 secrets");
        assertThat(james.resolve("conf/maildrop-secrets.txt")).content().isNotEqualTo(before);
        assertThat(secretOf("bob")).isEqualTo(new SharedSecret("tanstaaf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanstaaf\r\n", "tanstaaf\n", "tanstaaf"})
    void ofTheStandardInputTheLineEndIsNotTheSecrets(String input) {
        run("secrets set bob", input);
        assertThat(secretOf("bob")).isEqualTo(new SharedSecret("tanstaaf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "within\ntwo\n", "tab\tinside"})
    void whatIsNoSecretIsNotSetAndNotTold(String input) {
        assertThat(run("secrets set bob", input)).isEqualTo(1);
        assertThat(complaints).singleElement().asString().startsWith("That is none: a shared secret ");
        assertThat(complaints.toString()).doesNotContain("within").doesNotContain("inside");
        assertThat(run("secrets list", "")).isZero();
        assertThat(said()).isEmpty();
    }

    @Test
    void aSecretThatIsTooLongIsNotCut() {
        assertThat(run("secrets set bob", "x".repeat(SharedSecret.LONGEST) + "\r\n"))
                .isZero();
        assertThat(run("secrets set bob", "y".repeat(SharedSecret.LONGEST + 1) + "\n"))
                .isEqualTo(1);
        assertThat(run("secrets set bob", "y".repeat(SharedSecret.LONGEST + 1_000)))
                .isEqualTo(1);
        assertThat(secretOf("bob").reveal()).isEqualTo("x".repeat(SharedSecret.LONGEST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret set bob | There is one group of commands: secrets",
                "secrets | The commands are set, remove, list, new-key and reencrypt",
                "secrets show bob | The commands are",
                "secrets set | set needs the name of one user, and nothing else",
                "secrets set bob tanstaaf | set needs the name of one user, and nothing else",
                "secrets list bob | list stands alone",
                "secrets set bob@ | James has no user of such a name: behind @ is no domain",
                "secrets set bo\u0001b | James has no user of such a name",
                "secrets remove bo\u0001b | James has no user of such a name"
            })
    void whatIsNotUnderstoodIsSaidWithWhatWouldBe(String words, String complaint) {
        assertThat(run(words, "tanstaaf")).isEqualTo(2);
        assertThat(complaints).singleElement().asString().startsWith(complaint).contains("java -jar");
        assertThat(james.resolve("conf")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<store>none</store> | conf/maildrop.xml says <store>none</store>",
                "<store>nowhere</store> | conf/maildrop.xml: the element <maildrop/auth/secrets/store> has the value",
                "<file>file://nowhere/x</file> | cannot be changed: there is no"
            })
    void whatTheSettingsDoNotAllowIsSaid(String secrets, String complaint) throws IOException {
        settings(secrets);
        assertThat(run("secrets set bob", "tanstaaf")).isEqualTo(1);
        assertThat(complaints).singleElement().asString().contains(complaint);
    }

    @Test
    void withoutAFolderOfSettingsThereIsNoJames() throws IOException {
        Files.delete(james.resolve("conf"));
        assertThat(run("secrets list", "")).isEqualTo(1);
        assertThat(complaints).singleElement().asString().contains("There is no James in " + james);
    }

    @Test
    void aDamagedFileIsSaidAndADamagedSecretCanBeReplaced() throws IOException {
        run("secrets set bob", "tanstaaf");
        run("secrets set carol", "tanstaaf");
        Path file = james.resolve("conf/maildrop-secrets.txt");
        String whole = Files.readString(file);
        Files.writeString(file, whole.replace("user bob A", "user bob B"));
        assertThat(run("secrets set bob", "another")).isZero();
        assertThat(secretOf("bob")).isEqualTo(new SharedSecret("another"));
        Files.writeString(file, whole.substring(0, 40));
        assertThat(run("secrets list", "")).isEqualTo(1);
        assertThat(complaints).singleElement().asString().contains("maildrop-secrets.txt is damaged");
    }

    @Test
    void theDatabaseOfTheSettingsIsUsed() throws IOException, SQLException {
        try (TestDatabase database = TestDatabase.postgreSql("maildrop_secret")) {
            settings("<store>jdbc</store><jdbc><url>"
                    + database.settings().url().replace("&", "&amp;") + "</url></jdbc>");
            assertThat(run("secrets set bob", "tanstaaf")).isZero();
            assertThat(run("secrets list", "")).isZero();
            assertThat(said()).isEqualTo("bob\n");
            assertThat(secretOf("bob")).isEqualTo(new SharedSecret("tanstaaf"));
            assertThat(database.inside("SELECT COUNT(*) FROM maildrop_secret")).isEqualTo(1);
        }
        assertThat(run("secrets list", ""))
                .as("the table is gone, and may be made again")
                .isEqualTo(1);
    }

    @Test
    void whoAsksForNothingOrForHelpIsToldTheCommands() {
        for (List<String> words : List.of(
                List.<String>of(),
                List.of("help"),
                List.of("--help"),
                List.of("--james", james.toString()),
                List.of("help", "--james", james.toString()))) {
            out.reset();
            int exit = Main.run(words, user -> new SharedSecret("x"), new PrintStream(out), complaints::add);
            assertThat(exit).isZero();
            assertThat(said()).contains("set USER", "remove USER", "list", "new-key", "reencrypt", "--james");
        }
    }
}
