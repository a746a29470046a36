/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Alice and bob, written in any case; bob may act as alice. */
public final class FewUsers implements Users {
    private static final Set<String> NAMES = Set.of("alice", "bob");

    @Override
    public Optional<String> canonical(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Verdict admit(String name) {
        return canonical(name)
                .filter(NAMES::contains)
                .<Verdict>map(Verdict.Verified::new)
                .orElseGet(Verdict.Denied::new);
    }

    @Override
    public Verdict admitActingAs(String other, String name) {
        boolean allowed = canonical(other).equals(canonical(name))
                || (canonical(other).equals(Optional.of("alice"))
                        && canonical(name).equals(Optional.of("bob")));
        return allowed ? admit(other) : new Verdict.Denied();
    }
}
