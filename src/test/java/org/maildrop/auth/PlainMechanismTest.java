/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMechanismTest {
    private final SaslExchange exchange =
            new UnthrottledExchange(new PlainMechanism(new Users()).begin(Transport.PLAIN));

    /** Knows bob, and that he may act as alice. */
    private static final class Users implements PasswordVerifier {
        @Override
        public Verdict verify(String name, String password) {
            return name.equals("bob") && password.equals("secret") ? new Verdict.Verified(name) : new Verdict.Denied();
        }

        @Override
        public Verdict verifyActingAs(String other, String name, String password) {
            return other.equals("alice") && verify(name, password) instanceof Verdict.Verified
                    ? new Verdict.Verified(other)
                    : new Verdict.Denied();
        }
    }

    private static SaslStep verified(String user) {
        return new SaslStep.Decided(new Verdict.Verified(user));
    }

    private SaslStep start(String message) {
        return exchange.start(Optional.of(message.getBytes(UTF_8)));
    }

    @Test
    void theMessageMayComeWithAuth() {
        assertThat(start("\0bob\0secret")).isEqualTo(verified("bob"));
    }

    @Test
    void theMessageMayComeBehindAnEmptyChallenge() {
        assertThat(exchange.start(Optional.empty())).isEqualTo(new SaslStep.Challenge(""));
        assertThat(exchange.respond("\0bob\0secret".getBytes(UTF_8))).isEqualTo(verified("bob"));
    }

    @Test
    void whoMayActAsAnotherEntersTheOthersMaildrop() {
        assertThat(start("alice\0bob\0secret")).isEqualTo(verified("alice"));
    }

    @Test
    void whoMayNotActAsAnotherIsDenied() {
        assertThat(start("carol\0bob\0secret")).isEqualTo(new SaslStep.Decided(new Verdict.Denied()));
        assertThat(start("alice\0bob\0wrong")).isEqualTo(new SaslStep.Decided(new Verdict.Denied()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bob", "bob\0secret", "\0bob\0secret\0", "\0\0secret", "\0bob\0", "\0\0"})
    void whatIsNotOfItsFormIsMalformed(String message) {
        assertThat(start(message)).isInstanceOf(SaslStep.Malformed.class);
    }

    @Test
    void whatIsNotUtf8IsMalformed() {
        assertThat(exchange.start(Optional.of("\0b\u00f6b\0secret".getBytes(ISO_8859_1))))
                .isInstanceOf(SaslStep.Malformed.class);
    }
}
