/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MechanismsTest {
    private static final PasswordVerifier NOBODY = (name, password) -> new Verdict.Denied();
    private final Mechanisms mechanisms =
            new Mechanisms(List.of(new PlainMechanism(NOBODY), new LoginMechanism(NOBODY)));

    @Test
    void thoseThatSendAPasswordWorkOnlyWhereItMayBeSent() {
        assertThat(mechanisms.names(true, Transport.PLAIN)).containsExactly("PLAIN", "LOGIN");
        assertThat(mechanisms.names(false, Transport.PLAIN)).isEmpty();
    }

    @Test
    void aNameIsKnownInAnyCase() {
        assertThat(mechanisms.named("Plain", Transport.PLAIN))
                .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("PLAIN"));
        assertThat(mechanisms.named("XYZZY", Transport.PLAIN)).isEmpty();
        assertThat(MechanismName.of("login")).isEqualTo(MechanismName.LOGIN);
        assertThatThrownBy(() -> MechanismName.of("PLAINER")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "LOOPBACK, false, true, true",
        "LOOPBACK, false, false, false",
        "LOOPBACK, true, false, true",
        "ALWAYS, false, false, true",
        "NEVER, false, true, false",
        "NEVER, true, false, true",
    })
    void thePolicySaysWhoMaySendAPassword(CleartextPolicy policy, boolean tls, boolean loopback, boolean allowed) {
        assertThat(policy.allows(tls, loopback)).isEqualTo(allowed);
    }
}
