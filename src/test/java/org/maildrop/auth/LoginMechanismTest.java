/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginMechanismTest {
    private final SaslMechanism login = new LoginMechanism((name, password) ->
            name.equals("bob") && password.equals("secret") ? new Verdict.Verified(name) : new Verdict.Denied());
    private final SaslExchange exchange = new UnthrottledExchange(login.begin(Transport.PLAIN));

    private static byte[] octets(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void nameAndPasswordComeBehindTheirPrompts() {
        assertThat(exchange.start(Optional.empty())).isEqualTo(new SaslStep.Challenge("Username:"));
        assertThat(exchange.respond(octets("bob"))).isEqualTo(new SaslStep.Challenge("Password:"));
        assertThat(exchange.respond(octets("secret"))).isEqualTo(new SaslStep.Decided(new Verdict.Verified("bob")));
    }

    @Test
    void theNameMayComeWithAuth() {
        assertThat(exchange.start(Optional.of(octets("bob")))).isEqualTo(new SaslStep.Challenge("Password:"));
        assertThat(exchange.respond(octets("wrong"))).isEqualTo(new SaslStep.Decided(new Verdict.Denied()));
    }

    @Test
    void exchangesKnowNothingOfEachOther() {
        exchange.start(Optional.of(octets("bob")));

        assertThat(login.begin(Transport.PLAIN).respond(octets("alice")))
                .isEqualTo(new SaslStep.Challenge("Password:"));
        assertThat(exchange.respond(octets("secret"))).isEqualTo(new SaslStep.Decided(new Verdict.Verified("bob")));
    }

    @Test
    void whatIsNotUtf8OrHoldsANulIsMalformed() {
        assertThat(exchange.respond(new byte[] {(byte) 0xff})).isInstanceOf(SaslStep.Malformed.class);
        assertThat(exchange.respond(octets("b\0b"))).isInstanceOf(SaslStep.Malformed.class);
    }
}
