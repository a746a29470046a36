/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** The authorization identity of PLAIN, against James's own delegation. */
@Execution(ExecutionMode.CONCURRENT)
class DelegationIT {
    private static final String OWNER = "delegating@example.org";
    private static final String DELEGATE = "delegate@example.org";
    private static final String STRANGER = "stranger@example.org";

    private final JamesProcess james = JamesProcess.shared();

    private String login(String other, String name, String password) {
        String message = Base64.getEncoder().encodeToString((other + "\0" + name + "\0" + password).getBytes(UTF_8));
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            String entered = client.send("AUTH PLAIN " + message);
            return entered.startsWith("+OK") ? client.send("STAT") : entered;
        }
    }

    @Test
    void whoMayActAsAnotherReadsTheOthersMailWithItsOwnPassword() {
        james.addUser(OWNER, "owners");
        james.addUser(DELEGATE, "delegates");
        james.addUser(STRANGER, "strangers");
        james.append(OWNER, "owners", "Subject: one\r\n\r\nHello.\r\n".getBytes(UTF_8));
        james.delegate(OWNER, DELEGATE);

        assertThat(login(OWNER, DELEGATE, "delegates")).isEqualTo("+OK 1 24");
        assertThat(login("", DELEGATE, "delegates")).isEqualTo("+OK 0 0");
        assertThat(login(OWNER, OWNER, "owners")).isEqualTo("+OK 1 24");
        assertThat(login(OWNER, DELEGATE, "owners")).isEqualTo("-ERR [AUTH] wrong name or password");
        assertThat(login(OWNER, STRANGER, "strangers")).isEqualTo("-ERR [AUTH] wrong name or password");
        assertThat(login(DELEGATE, OWNER, "owners")).isEqualTo("-ERR [AUTH] wrong name or password");
        assertThat(login("nobody@example.org", DELEGATE, "delegates")).isEqualTo("-ERR [AUTH] wrong name or password");
    }
}
