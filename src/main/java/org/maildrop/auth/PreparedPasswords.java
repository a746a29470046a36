/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes names and passwords as they were given, and if that is not right as SASLprep makes them (RFC 6856, section 2.2;
 * RFC 4616, section 2). In this order: James keeps what it was given, prepared or not, and nobody shall be locked out by
 * the preparation of what has always worked. It costs a second check only where the preparation changes something.
 */
public final class PreparedPasswords implements PasswordVerifier {
    private final PasswordVerifier verifier;

    public PreparedPasswords(PasswordVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Verdict verify(String name, String password) {
        return verify(List.of(name, password), said -> verifier.verify(said.get(0), said.get(1)));
    }

    @Override
    public Verdict verifyActingAs(String other, String name, String password) {
        return verify(
                List.of(other, name, password), said -> verifier.verifyActingAs(said.get(0), said.get(1), said.get(2)));
    }

    private static Verdict verify(List<String> given, Function<List<String>, Verdict> question) {
        Verdict verdict = question.apply(given);
        if (verdict instanceof Verdict.Verified) {
            return verdict;
        }
        return prepared(given)
                .filter(prepared -> !prepared.equals(given))
                .map(question)
                .orElse(verdict);
    }

    /** All of them, or nothing if one cannot be. */
    private static Optional<List<String>> prepared(List<String> given) {
        List<String> all = new ArrayList<>();
        for (String text : given) {
            Optional<String> prepared = Preparation.of(text);
            if (prepared.isEmpty()) {
                return Optional.empty();
            }
            all.add(prepared.get());
        }
        return Optional.of(all);
    }
}
