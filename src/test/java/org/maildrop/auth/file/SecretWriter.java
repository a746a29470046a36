/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import java.nio.file.Path;
import java.util.Optional;
import org.maildrop.auth.SharedSecret;

/** A process that writes secrets until it is killed, and says of each when it is written. */
public final class SecretWriter {
    private SecretWriter() {}

    public static void main(String[] args) {
        Path conf = Path.of(args[0]);
        FileSecretStore store = FileSecretStore.open(
                conf.resolve("secrets"),
                TinkCipher.of(Optional.empty(), conf.resolve("key"), System.err::println),
                System.err::println);
        for (int i = 0; true; i++) {
            String user = args[1] + "-" + i;
            store.put(user, new SharedSecret("of " + user));
            System.out.println(user);
        }
    }
}
