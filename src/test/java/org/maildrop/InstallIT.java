/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

class InstallIT {
    @Test
    void aPlainJamesServesThroughMaildropOnceItHasTheJarAndTheFilesOfJamesConf() {
        JamesProcess plain = new Launch(Flavour.MEMORY).withoutMaildrop().start();
        try (Pop3Client pop3 = new Pop3Client(plain.pop3Port())) {
            assertThat(pop3.lines("CAPA")).noneMatch(line -> line.contains("Maildrop"));
        } finally {
            plain.kill();
        }

        JamesProcess james = plain.installMaildropAndStart(Flavour.MEMORY);
        try (Pop3Client pop3 = new Pop3Client(james.pop3Port())) {
            assertThat(pop3.lines("CAPA")).anyMatch(line -> line.startsWith("IMPLEMENTATION Maildrop"));
            james.addUser("bob@example.org", "secret");
            james.append("bob@example.org", "secret", new byte[] {'x', '\n'});
            assertThat(pop3.login("bob@example.org", "secret")).startsWith("+OK");
            assertThat(pop3.lines("RETR 1")).containsExactly("x");
        } finally {
            james.kill();
        }
    }

    @Test
    void aJamesWithBrokenSettingsDoesNotComeUpAndNamesThem() {
        Launch broken = new Launch(Flavour.MEMORY).with("maildrop.xml", "<maildrop><nonsense/></maildrop>");

        assertThatThrownBy(broken::start)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("maildrop.xml")
                .hasMessageContaining("nonsense");
    }
}
