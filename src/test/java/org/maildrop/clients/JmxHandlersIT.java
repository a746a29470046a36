/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** James can watch a handler chain through JMX, and does unless it is told not to. */
class JmxHandlersIT {
    private static final String WATCHED = "<handlerchain coreHandlersPackage";

    @Test
    void maildropServesWithJamessMonitorsInItsChain() throws IOException {
        assertThat(conf()).contains(WATCHED).doesNotContain("enableJmx");

        serves(JamesProcess.shared());
    }

    @Test
    void maildropServesWithoutThem() throws IOException {
        String unwatched = conf().replace(WATCHED, "<handlerchain enableJmx=\"false\" coreHandlersPackage");

        serves(JamesProcess.shared(Map.of("pop3server.xml", unwatched)));
    }

    private static String conf() throws IOException {
        return Files.readString(Path.of("james-conf/pop3server.xml"));
    }

    private static void serves(JamesProcess james) {
        Account account = Account.of(james).with("Subject: x\r\n\r\nbody\r\n");
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.greeting()).isEqualTo("+OK Maildrop ready");
            assertThat(client.login(account.name(), account.password())).startsWith("+OK");
            assertThat(client.lines("RETR 1")).containsExactly("Subject: x", "", "body");
            assertThat(client.send("NONSENSE")).startsWith("-ERR");
            assertThat(client.send("DELE 1")).startsWith("+OK");
            assertThat(client.send("QUIT")).startsWith("+OK");
        }
        assertThat(account.count()).isZero();
    }
}
