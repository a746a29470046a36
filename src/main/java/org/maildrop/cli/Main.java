/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.maildrop.auth.AuthException;
import org.maildrop.config.SettingsException;

/** {@code java -jar maildrop.jar secrets …}: exit code 0 when it is done, 1 when it is not, 2 when it was not understood. */
public final class Main {
    private static final int DONE = 0;
    private static final int NOT_DONE = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private static final String USAGE = """
            Shared secrets of users, for logins by APOP, CRAM-MD5 and SCRAM. In James's folder:

              java -jar extensions-jars/MAILDROP.jar secrets COMMAND [--james FOLDER]

              set USER     sets the user's secret: asked for without echo, or read from the standard input
              remove USER  removes it
              list         names the users that have one
              new-key      adds a key to the key set, by which secrets are encrypted from now on
              reencrypt    encrypts all secrets by the newest key

            USER is the name as James lists it. conf/maildrop.xml says where the secrets are. James is in FOLDER, or
            where the jar is in extensions-jars, or here. It may run meanwhile.
            """;

    private Main() {}

    public static void main(String[] args) {
        // Names may be of any script, whatever the terminal's locale.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), SecretEntry.of(System.console(), System.in), out, err::println));
    }

    static int run(List<String> args, SecretEntry entry, PrintStream out, Consumer<String> complaints) {
        try {
            return carryOut(new ArrayList<>(args), entry, out, complaints);
        } catch (UsageException e) {
            complaints.accept(e.getMessage() + "\n\n" + USAGE);
            return NOT_UNDERSTOOD;
        } catch (AuthException | SettingsException | SecretEntryException e) {
            complaints.accept(e.getMessage());
            return NOT_DONE;
        }
    }

    private static int carryOut(List<String> words, SecretEntry entry, PrintStream out, Consumer<String> complaints) {
        Optional<Path> named = option(words, "--james").map(Path::of);
        if (words.isEmpty() || words.equals(List.of("help")) || words.equals(List.of("--help"))) {
            out.print(USAGE);
            return DONE;
        }
        if (!words.remove(0).equals("secrets")) {
            throw new UsageException("There is one group of commands: secrets");
        }
        try (Installation james = Installation.at(named, complaints)) {
            return new SecretCommands(james, entry, out, complaints).run(words) ? DONE : NOT_DONE;
        }
    }

    private static Optional<String> option(List<String> words, String name) {
        int at = words.indexOf(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == words.size()) {
            throw new UsageException(name + " needs a folder");
        }
        words.remove(at);
        return Optional.of(words.remove(at));
    }
}
