/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.maildrop.auth.SharedSecret;

/** Where a secret is entered. Never as an argument, which every user of the machine can see. */
@FunctionalInterface
interface SecretEntry {
    /** More than the longest secret and its line end. */
    int MOST = SharedSecret.LONGEST + 3;

    /** A secret for that user, or a {@link SecretEntryException} if what is entered can be none. */
    SharedSecret enter(String user);

    /** At the terminal, twice and without echo; or from the standard input, if that is none. */
    static SecretEntry of(@Nullable Console console, InputStream input) {
        return console != null && isTerminal(console) ? user -> typed(user, console) : user -> piped(input);
    }

    /** From Java 22 on there is a console where there is no terminal too; it knows. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static SharedSecret typed(String user, Console console) {
        char[] first = console.readPassword("Secret of %s: ", user);
        char[] second = console.readPassword("Again: ");
        try {
            if (first == null || !Arrays.equals(first, second)) {
                throw new SecretEntryException("These were two different secrets. Nothing is changed");
            }
            return secret(new String(first));
        } finally {
            clear(first);
            clear(second);
        }
    }

    private static void clear(char @Nullable [] secret) {
        if (secret != null) {
            Arrays.fill(secret, ' ');
        }
    }

    private static SharedSecret piped(InputStream input) {
        try {
            byte[] octets = input.readNBytes(MOST);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            return secret(text.replaceFirst("\r?\n\\z", ""));
        } catch (CharacterCodingException e) {
            throw new SecretEntryException("The secret on the standard input is not in UTF-8");
        } catch (IOException e) {
            throw new SecretEntryException("The standard input cannot be read: " + e.getMessage());
        }
    }

    private static SharedSecret secret(String text) {
        try {
            return new SharedSecret(text);
        } catch (IllegalArgumentException e) {
            throw new SecretEntryException("That is none: " + e.getMessage());
        }
    }
}
