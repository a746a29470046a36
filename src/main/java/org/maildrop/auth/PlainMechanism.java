/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;

/**
 * PLAIN (RFC 4616): whose maildrop it shall be, or nothing; name; password; each apart from the next by a NUL, in UTF-8.
 */
public final class PlainMechanism implements SaslMechanism {
    private static final SaslStep MALFORMED =
            new SaslStep.Malformed("PLAIN needs an authorization identity or nothing, NUL, a name, NUL, a password");

    private final PasswordVerifier passwords;

    public PlainMechanism(PasswordVerifier passwords) {
        this.passwords = passwords;
    }

    @Override
    public String name() {
        return "PLAIN";
    }

    @Override
    public boolean cleartext() {
        return true;
    }

    @Override
    public SaslExchange begin(Transport transport) {
        return new ClientFirstExchange(this::verify);
    }

    private SaslStep verify(byte[] message) {
        String[] parts =
                SaslText.decoded(message).map(text -> text.split("\0", -1)).orElse(new String[0]);
        if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
            return MALFORMED;
        }
        Optional<String> other = Optional.of(parts[0]).filter(identity -> !identity.isEmpty());
        return new SaslStep.Named(
                parts[1],
                () -> new SaslStep.Decided(
                        other.isPresent()
                                ? passwords.verifyActingAs(other.get(), parts[1], parts[2])
                                : passwords.verify(parts[1], parts[2])));
    }
}
