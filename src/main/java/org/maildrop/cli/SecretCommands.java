/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.maildrop.auth.SecretStore;

/** The commands behind {@code secrets}. Each says what it has done, and is true if it has. */
record SecretCommands(Installation james, SecretEntry entry, PrintStream out, Consumer<String> complaints) {
    boolean run(List<String> words) {
        String command = words.isEmpty() ? "" : words.get(0);
        List<String> arguments = words.subList(Math.min(1, words.size()), words.size());
        return switch (command) {
            case "set" -> set(user(command, arguments));
            case "remove" -> remove(user(command, arguments));
            case "list" -> list(alone(command, arguments));
            case "new-key" -> newKey(alone(command, arguments));
            case "reencrypt" -> reencrypt(alone(command, arguments));
            default -> throw new UsageException("The commands are set, remove, list, new-key and reencrypt");
        };
    }

    private static String user(String command, List<String> arguments) {
        if (arguments.size() != 1) {
            throw new UsageException(command + " needs the name of one user, and nothing else");
        }
        try {
            String user = CanonicalName.of(arguments.get(0));
            if (SecretStore.isName(user)) {
                return user;
            }
            throw new UsageException("James has no user of such a name: it is too long, or has control characters");
        } catch (IllegalArgumentException e) {
            throw new UsageException("James has no user of such a name: " + e.getMessage());
        }
    }

    private Installation alone(String command, List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new UsageException(command + " stands alone");
        }
        return james;
    }

    private boolean set(String user) {
        SecretStore store = james.secrets();
        boolean instead = store.users().contains(user);
        store.put(user, entry.enter(user));
        out.println("The secret of " + user + (instead ? " is another one now" : " is set"));
        return true;
    }

    private boolean remove(String user) {
        if (james.secrets().remove(user)) {
            out.println(user + " has no secret any more");
            return true;
        }
        complaints.accept(user + " has no secret");
        return false;
    }

    private boolean list(Installation of) {
        of.secrets().users().forEach(out::println);
        return true;
    }

    private boolean newKey(Installation of) {
        of.cipher().addKey();
        out.println(
                "There is a new key. Where several servers share the secrets, copy the key set to each; then: reencrypt");
        return true;
    }

    private boolean reencrypt(Installation of) {
        out.println(of.secrets().reencrypt() + " secrets are encrypted by the newest key");
        return true;
    }
}
