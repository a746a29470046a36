/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** RFC 6856, section 2.2: a user whose name is no ASCII, of a real James. Its lock is one, however the name is typed. */
class NamesInUtf8IT {
    private static JamesProcess james;

    @BeforeAll
    static void start() {
        james = JamesProcess.shared();
        james.addUser("j\u00fcrgen@example.org", "secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "j\u00fcrgen@example.org",
                "J\u00dcRGEN@example.org",
                "ju\u0308rgen@example.org",
                "JU\u0308RGEN@EXAMPLE.ORG",
                "j\u00fcrgen\uff20example.org",
                "j\u00fcr\u00adgen@example.org"
            })
    void itsUserLogsInHoweverItIsTyped(String name) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login(name, "secret")).startsWith("+OK maildrop locked and ready");
            assertThat(client.send("QUIT")).startsWith("+OK");
        }
    }

    @Test
    void anotherNameIsNotIt() {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login("jurgen@example.org", "secret")).startsWith("-ERR [AUTH]");
        }
    }
}
