/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    private static final String ALWAYS = "TOP\r\nUIDL\r\nUSER\r\nPIPELINING\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\n"
            + "UTF8 USER\r\nLANG\r\nEXPIRE NEVER\r\nIMPLEMENTATION Maildrop\r\n";

    @Test
    void stlsIsThereExactlyWhenItWouldBeAccepted() {
        assertThat(text(new Capabilities(true, List.of(), false))).isEqualTo(ALWAYS + ".\r\n");
        assertThat(text(new Capabilities(true, List.of(), true))).isEqualTo(ALWAYS + "STLS\r\n.\r\n");
    }

    @Test
    void userAndMechanismsAreThereExactlyWhenTheyWouldBeAccepted() {
        assertThat(text(new Capabilities(true, List.of("PLAIN", "LOGIN"), false)))
                .isEqualTo(ALWAYS + "SASL PLAIN LOGIN\r\n.\r\n");
        assertThat(text(new Capabilities(false, List.of(), true)))
                .isEqualTo(ALWAYS.replace("\nUSER\r\n", "\n") + "STLS\r\n.\r\n");
    }

    @Test
    void theBodyIsTheSameThroughAnyRoom() {
        Capabilities capabilities = new Capabilities(true, List.of(), true);
        assertThat(Wire.text(Wire.drain(capabilities.body(), 1))).isEqualTo(ALWAYS + "STLS\r\n.\r\n");
    }

    private static String text(Capabilities capabilities) {
        return Wire.text(Wire.drain(capabilities.body()));
    }
}
