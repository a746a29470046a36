/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.maildrop.session.Phase;

/** The keywords and the states in which each may be given: the one table for all commands. */
public enum Keyword {
    USER(Phase.AUTHORIZATION),
    PASS(Phase.AUTHORIZATION),
    APOP(Phase.AUTHORIZATION),
    AUTH(Phase.AUTHORIZATION),
    STLS(Phase.AUTHORIZATION),
    UTF8(Phase.AUTHORIZATION),
    STAT(Phase.TRANSACTION),
    LIST(Phase.TRANSACTION),
    RETR(Phase.TRANSACTION),
    DELE(Phase.TRANSACTION),
    NOOP(Phase.TRANSACTION),
    RSET(Phase.TRANSACTION),
    TOP(Phase.TRANSACTION),
    UIDL(Phase.TRANSACTION),
    CAPA(Phase.AUTHORIZATION, Phase.TRANSACTION),
    LANG(Phase.AUTHORIZATION, Phase.TRANSACTION),
    QUIT(Phase.AUTHORIZATION, Phase.TRANSACTION);

    private static final Map<String, Keyword> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Keyword::name, keyword -> keyword));

    @SuppressWarnings("ImmutableEnumChecker") // never changed after construction
    private final Set<Phase> phases;

    Keyword(Phase first, Phase... others) {
        this.phases = EnumSet.of(first, others);
    }

    /** Whether the keyword may be given in this state. */
    public boolean validIn(Phase phase) {
        return phases.contains(phase);
    }

    /** The keyword spelled by these octets, in any case (RFC 1939, section 3), or nothing. */
    static Optional<Keyword> of(byte[] line, int length) {
        if (length < 3 || length > 4) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            name.append(upperCase(line[i]));
        }
        return Optional.ofNullable(BY_NAME.get(name.toString()));
    }

    private static char upperCase(byte octet) {
        return (char) (octet >= 'a' && octet <= 'z' ? octet - ('a' - 'A') : octet & 0xFF);
    }
}
