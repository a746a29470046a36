/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JamesProcessIT {
    private final JamesProcess james = JamesProcess.shared();

    @Test
    void octetsAppendedThroughImapAreCountedAndExpunged() {
        james.addUser("append@example.org", "secret");
        byte[] awkward = "Subject: x\nbare\rNUL\0\u00ff\n.\n".getBytes(StandardCharsets.ISO_8859_1);

        james.append("append@example.org", "secret", awkward);
        james.append("append@example.org", "secret", awkward);
        assertThat(james.count("append@example.org", "secret")).isEqualTo(2);

        james.expunge("append@example.org", "secret", 1);
        assertThat(james.count("append@example.org", "secret")).isEqualTo(1);
    }

    @Test
    void mailSentBySmtpArrives() {
        james.addUser("smtp@example.org", "p\u00e4ss \"word");
        james.deliver(
                "alice@example.org",
                "smtp@example.org",
                "Subject: x\r\n\r\n.\r\n..".getBytes(StandardCharsets.US_ASCII));

        await().atMost(Duration.ofMinutes(1)).until(() -> james.count("smtp@example.org", "p\u00e4ss \"word") == 1);
    }

    @Test
    void smtpRelaysForNobody() {
        assertThatThrownBy(() -> james.deliver("alice@example.org", "x@elsewhere.example", new byte[0]))
                .hasMessageContaining("550");
    }
}
