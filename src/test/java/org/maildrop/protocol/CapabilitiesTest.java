/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.maildrop.session.ExpiryPolicy;

class CapabilitiesTest {
    private static final String ALWAYS = "TOP\r\nUIDL\r\nUSER\r\nPIPELINING\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\n"
            + "UTF8 USER\r\nLANG\r\nEXPIRE NEVER\r\nIMPLEMENTATION Maildrop\r\n";

    @Test
    void stlsIsThereExactlyWhenItWouldBeAccepted() {
        assertThat(text(usual(true, List.of(), false))).isEqualTo(ALWAYS + ".\r\n");
        assertThat(text(usual(true, List.of(), true))).isEqualTo(ALWAYS + "STLS\r\n.\r\n");
    }

    @Test
    void userAndMechanismsAreThereExactlyWhenTheyWouldBeAccepted() {
        assertThat(text(usual(true, List.of("PLAIN", "LOGIN"), false))).isEqualTo(ALWAYS + "SASL PLAIN LOGIN\r\n.\r\n");
        assertThat(text(usual(false, List.of(), true))).isEqualTo(ALWAYS.replace("\nUSER\r\n", "\n") + "STLS\r\n.\r\n");
    }

    @Test
    void theBodyIsTheSameThroughAnyRoom() {
        Capabilities capabilities = usual(true, List.of(), true);
        assertThat(Wire.text(Wire.drain(capabilities.body(), 1))).isEqualTo(ALWAYS + "STLS\r\n.\r\n");
    }

    @Test
    void theTimeBetweenLoginsIsToldInSeconds() {
        Capabilities capabilities =
                new Capabilities(true, List.of(), false, Optional.of(Duration.ofMinutes(2)), new ExpiryPolicy.Never());

        assertThat(text(capabilities)).isEqualTo(ALWAYS.replace("EXPIRE", "LOGIN-DELAY 120\r\nEXPIRE") + ".\r\n");
    }

    @Test
    void howLongMailMayBeLeftIsToldInDays() {
        assertThat(expiring(new ExpiryPolicy.Never())).contains("\r\nEXPIRE NEVER\r\n");
        assertThat(expiring(new ExpiryPolicy.OnceRetrieved())).contains("\r\nEXPIRE 0\r\n");
        assertThat(expiring(new ExpiryPolicy.AfterDays(30))).contains("\r\nEXPIRE 30\r\n");
    }

    private static String expiring(ExpiryPolicy expiry) {
        return text(new Capabilities(true, List.of(), false, Optional.empty(), expiry));
    }

    private static Capabilities usual(boolean user, List<String> mechanisms, boolean startTls) {
        return new Capabilities(user, mechanisms, startTls, Optional.empty(), new ExpiryPolicy.Never());
    }

    private static String text(Capabilities capabilities) {
        return Wire.text(Wire.drain(capabilities.body()));
    }
}
