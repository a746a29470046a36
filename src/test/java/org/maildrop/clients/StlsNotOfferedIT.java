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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** RFC 2595, section 4: a port whose administrator offers no TLS says so, and the session goes on. */
@Execution(ExecutionMode.CONCURRENT)
class StlsNotOfferedIT {
    @Test
    void stlsIsNeitherAnnouncedNorTakenAndTheSessionGoesOn() throws IOException {
        String shipped = Files.readString(Path.of("james-conf/pop3server.xml"));
        String without = shipped.replace("startTLS=\"true\"", "startTLS=\"false\"");
        assertThat(without).isNotEqualTo(shipped);
        JamesProcess james =
                new Launch(Flavour.MEMORY).with("pop3server.xml", without).start();
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            james.addUser("bob@example.org", "secret");
            assertThat(client.lines("CAPA")).contains("TOP", "USER").doesNotContain("STLS");
            assertThat(client.send("STLS")).isEqualTo("-ERR TLS is not offered here");
            assertThat(client.login("bob@example.org", "secret")).startsWith("+OK");
            assertThat(client.send("QUIT")).startsWith("+OK");
        } finally {
            james.kill();
        }
    }
}
