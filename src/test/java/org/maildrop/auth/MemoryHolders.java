/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Users and their shared secrets, in memory. What is asked is noted. Names are in small letters. */
final class MemoryHolders implements Users, SharedSecrets {
    private final Map<String, SharedSecret> secrets = new HashMap<>();
    private final Set<String> users = new HashSet<>();
    private final Set<String> rights = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private boolean down;

    SecretHolders holders() {
        return new SecretHolders(this, this);
    }

    MemoryHolders user(String name) {
        users.add(name);
        return this;
    }

    MemoryHolders user(String name, String secret) {
        secrets.put(name, new SharedSecret(secret));
        return user(name);
    }

    /** The user is no more; its secret was forgotten. */
    MemoryHolders without(String name) {
        users.remove(name);
        return this;
    }

    /** May act as the other. */
    MemoryHolders right(String name, String other) {
        rights.add(name + " as " + other);
        return this;
    }

    /** The secrets cannot be had from now on. */
    MemoryHolders down() {
        down = true;
        return this;
    }

    /** What was asked since this was last asked: secrets and admissions, without the names. */
    List<String> asked() {
        List<String> since = List.copyOf(asked);
        asked.clear();
        return since;
    }

    @Override
    public Optional<String> canonical(String name) {
        return name.contains("nobody at all") ? Optional.empty() : Optional.of(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Verdict admit(String name) {
        asked.add("admit");
        String user = name.toLowerCase(Locale.ROOT);
        return users.contains(user) ? new Verdict.Verified(user) : new Verdict.Denied();
    }

    @Override
    public Verdict admitActingAs(String other, String name) {
        asked.add("admit as another");
        return rights.contains(name + " as " + other) ? new Verdict.Verified(other) : new Verdict.Denied();
    }

    @Override
    public Optional<SharedSecret> of(String user) {
        asked.add("secret");
        if (down) {
            throw new AuthException("no secrets", new IllegalStateException("down"));
        }
        return Optional.ofNullable(secrets.get(user));
    }
}
