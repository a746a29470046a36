/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.testing.TestDatabase;

/** The built jar, by itself: {@code java -jar}, as an administrator types it. */
class CommandLineIT {
    private static final Path JAR =
            Path.of(System.getProperty("maildrop.jar", "")).toAbsolutePath();

    @TempDir
    Path james;

    private Path jar;

    record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void install() throws IOException {
        Files.createDirectory(james.resolve("conf"));
        jar = Files.createDirectory(james.resolve("extensions-jars")).resolve("maildrop.jar");
        Files.copy(JAR, jar);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Result secrets(String input, String... words) throws IOException, InterruptedException {
        return secrets(james, Map.of(), input, words);
    }

    private Result secrets(Path folder, Map<String, String> environment, String input, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString(), "secrets"));
        command.addAll(Arrays.asList(words));
        return run(folder, environment, input, command);
    }

    private Result run(Path folder, Map<String, String> environment, String input, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("maildrop", ".out");
        Path err = Files.createTempFile("maildrop", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ignored) {
            // It did not ask for anything, and has ended.
        }
        int exitCode = process.waitFor();
        Result result = new Result(exitCode, Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    private void settings(String inside) throws IOException {
        Files.writeString(
                james.resolve("conf/maildrop.xml"),
                "<maildrop><auth><secrets>" + inside + "</secrets></auth></maildrop>");
    }

    @Test
    void inJamessFolderSecretsAreSetListedAndRemoved() throws Exception {
        assertThat(secrets("tanstaaf\n", "set", "Bob@example.org"))
                .isEqualTo(new Result(0, "The secret of bob@example.org is set\n", ""));
        assertThat(secrets("", "list")).isEqualTo(new Result(0, "bob@example.org\n", ""));
        assertThat(secrets("", "new-key").exitCode()).isZero();
        assertThat(secrets("", "reencrypt"))
                .isEqualTo(new Result(0, "1 secrets are encrypted by the newest key\n", ""));
        assertThat(secrets("", "remove", "bob@example.org").exitCode()).isZero();
        assertThat(secrets("", "remove", "bob@example.org"))
                .isEqualTo(new Result(1, "", "bob@example.org has no secret\n"));
        assertThat(secrets("", "show").exitCode()).isEqualTo(2);
        for (String file : List.of("maildrop-secrets.txt", "maildrop-secrets.key")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(james.resolve("conf").resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void elsewhereJamesIsWhereTheJarIsOrWhereItIsSaidToBe(@TempDir Path elsewhere) throws Exception {
        assertThat(secrets(elsewhere, Map.of(), "tanstaaf", "set", "bob").exitCode())
                .isZero();
        assertThat(james.resolve("conf/maildrop-secrets.txt")).exists();
        assertThat(secrets(elsewhere, Map.of(), "", "list", "--james", james.toString())
                        .out())
                .isEqualTo("bob\n");
        assertThat(secrets(elsewhere, Map.of(), "", "list", "--james", elsewhere.toString()))
                .isEqualTo(new Result(
                        1, "", "There is no James in " + elsewhere + ": say by --james in which folder its conf is\n"));
    }

    @Test
    void theConfOfAnotherProgramIsNotTakenForJamess(@TempDir Path elsewhere) throws Exception {
        jar = Files.copy(JAR, elsewhere.resolve("maildrop.jar"));
        Path conf = Files.createDirectory(elsewhere.resolve("conf"));
        assertThat(secrets(elsewhere, Map.of(), "tanstaaf", "set", "bob").exitCode())
                .isEqualTo(1);
        assertThat(conf).isEmptyDirectory();
        Files.createFile(conf.resolve("extensions.properties"));
        assertThat(secrets(elsewhere, Map.of(), "tanstaaf", "set", "bob").exitCode())
                .isZero();
        assertThat(conf.resolve("maildrop-secrets.txt")).exists();
    }

    @Test
    void aKeySetOfTheEnvironmentNeedsNoFile() throws Exception {
        secrets("tanstaaf", "set", "bob");
        Path file = james.resolve("conf/maildrop-secrets.key");
        String keys = Files.readString(file);
        Files.delete(file);
        Map<String, String> environment = Map.of("MAILDROP_SECRETS_KEYSET", keys);
        assertThat(secrets("tanstaaf", "set", "carol").exitCode()).isEqualTo(1);
        assertThat(secrets(james, environment, "tanstaaf", "set", "carol").exitCode())
                .isZero();
        assertThat(file).doesNotExist();
        assertThat(secrets(james, environment, "", "reencrypt").out()).startsWith("2 secrets");
    }

    @Test
    void whatSeveralSetAtTheSameTimeIsSet() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Result>> commands = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Result>) () -> secrets("secret of " + i, "set", "user-" + i))
                    .toList();
            for (var command : threads.invokeAll(commands)) {
                assertThat(command.get().exitCode()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(secrets("", "list").out().lines())
                .containsExactlyElementsOf(
                        IntStream.range(0, 8).mapToObj(i -> "user-" + i).toList());
        assertThat(secrets("", "reencrypt").out()).startsWith("8 secrets");
    }

    @Test
    void aWrongSettingIsSaidAsJamesSaysIt() throws Exception {
        settings("<store>nowhere</store>");
        assertThat(secrets("", "list"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "conf/maildrop.xml: the element <maildrop/auth/secrets/store> has the value \"nowhere\","
                                + " expected is none, file or jdbc\n"));
    }

    @Test
    void thePostgreSqlOfTheSettingsIsReached() throws Exception {
        try (TestDatabase database = TestDatabase.postgreSql("maildrop_secret")) {
            assertReached(database);
        }
    }

    @Test
    void theMariaDbOfTheSettingsIsReached() throws Exception {
        try (TestDatabase database = TestDatabase.mariaDb("maildrop_secret")) {
            assertReached(database);
        }
    }

    private void assertReached(TestDatabase database) throws IOException, InterruptedException, SQLException {
        JdbcSettings there = database.settings();
        settings("<store>jdbc</store><jdbc><url>" + there.url().replace("&", "&amp;") + "</url></jdbc>");
        assertThat(secrets("tanstaaf", "set", "bob")).isEqualTo(new Result(0, "The secret of bob is set\n", ""));
        assertThat(secrets("", "list").out()).isEqualTo("bob\n");
        assertThat(database.inside("SELECT COUNT(*) FROM maildrop_secret")).isEqualTo(1);
        assertThat(james.resolve("conf/maildrop-secrets.txt")).doesNotExist();
    }

    @Test
    void derbyIsSaidToNeedItsDriver() throws Exception {
        settings("<store>jdbc</store><jdbc><url>jdbc:derby:var/store/derby</url></jdbc>");
        Result result = secrets("", "list");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("the JDBC driver org.apache.derby.jdbc.EmbeddedDriver is missing")
                .hasLineCount(1);
    }

    /** With a terminal that Python makes. */
    @Test
    void atATerminalTheSecretIsAskedForTwiceAndNeverShown() throws Exception {
        // Java cannot make a terminal; a new machine, which has a JDK and nothing else, need not have what can.
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "there is no python3 on this machine");
        String script = """
                import os, pty, select, sys
                answers = [b'hunter2\\n', b'%s\\n']
                pid, fd = pty.fork()
                if pid == 0:
                    os.execvp(sys.argv[1], sys.argv[1:])
                said = b''
                try:
                    while True:
                        chunk = os.read(fd, 1024)
                        if not chunk:
                            break
                        said += chunk
                        if answers and chunk.rstrip().endswith(b':'):
                            os.write(fd, answers.pop(0))
                except OSError:
                    pass
                print(said.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                """;
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", ""));
        command.addAll(List.of(java(), "-jar", jar.toString(), "secrets", "set", "bob"));
        command.set(2, script.formatted("hunter2"));
        assertThat(run(james, Map.of(), "", command).out())
                .contains("Secret of bob: ", "Again: ", "The secret of bob is set", " 0")
                .doesNotContain("hunter2");
        command.set(2, script.formatted("hunter3"));
        assertThat(run(james, Map.of(), "", command).out())
                .contains("These were two different secrets. Nothing is changed", " 1")
                .doesNotContain("hunter");
    }

    @Test
    void whatTheJarHasOfOthersIsRelocated() throws IOException {
        try (JarFile entries = new JarFile(JAR.toFile())) {
            assertThat(entries.stream().map(entry -> entry.getName()))
                    .anyMatch(name -> name.startsWith("org/maildrop/shaded/tink/"))
                    .noneMatch(name -> name.startsWith("com/google/") || name.startsWith("google/"))
                    .noneMatch(name -> name.startsWith("org/slf4j/"));
        }
    }
}
