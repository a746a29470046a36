/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * LOGIN, which was never more than a draft (draft-murchison-sasl-login) and is asked for by old clients: name and
 * password, each behind a prompt of the server.
 */
public final class LoginMechanism implements SaslMechanism {
    private static final SaslStep NOT_TEXT = new SaslStep.Malformed("LOGIN needs a name and a password in UTF-8");

    private final PasswordVerifier passwords;

    public LoginMechanism(PasswordVerifier passwords) {
        this.passwords = passwords;
    }

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public boolean cleartext() {
        return true;
    }

    @Override
    public SaslExchange begin(Transport transport) {
        return new Exchange();
    }

    private final class Exchange implements SaslExchange {
        private @Nullable String name;

        @Override
        public SaslStep start(Optional<byte[]> initialResponse) {
            return initialResponse.isPresent() ? respond(initialResponse.get()) : new SaslStep.Challenge("Username:");
        }

        @Override
        public SaslStep respond(byte[] response) {
            Optional<String> text = SaslText.decoded(response).filter(given -> given.indexOf('\0') < 0);
            if (text.isEmpty()) {
                return NOT_TEXT;
            }
            String known = name;
            if (known == null) {
                name = text.get();
                return new SaslStep.Challenge("Password:");
            }
            return new SaslStep.Named(known, () -> new SaslStep.Decided(passwords.verify(known, text.get())));
        }
    }
}
