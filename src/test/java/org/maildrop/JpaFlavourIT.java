/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

@Execution(ExecutionMode.CONCURRENT)
class JpaFlavourIT {
    private static final String BOB = "bob@example.org";
    private static final String SECRET = "secret";

    @Test
    void mailSurvivesAPowerCutAndARestart() {
        JamesProcess james = new Launch(Flavour.JPA).start();
        try {
            james.addUser(BOB, SECRET);
            james.append(BOB, SECRET, "Subject: first\r\n\r\nappended\r\n".getBytes(US_ASCII));
            james.deliver("alice@example.org", BOB, "Subject: second\r\n\r\ndelivered\r\n".getBytes(US_ASCII));
            await().atMost(Duration.ofMinutes(1)).until(() -> james.count(BOB, SECRET) == 2);
        } finally {
            james.kill();
        }

        JamesProcess afterPowerCut = new Launch(Flavour.JPA).inHomeOf(james).start();
        List<String> uniqueIds;
        try (afterPowerCut;
                Pop3Client pop3 = new Pop3Client(afterPowerCut.pop3Port())) {
            assertThat(pop3.login(BOB, SECRET)).startsWith("+OK");
            assertThat(pop3.lines("RETR 1")).containsExactly("Subject: first", "", "appended");
            assertThat(pop3.lines("RETR 2")).contains("Subject: second", "delivered");
            uniqueIds = pop3.lines("UIDL");
            afterPowerCut.stop();
        }

        try (JamesProcess afterRestart = new Launch(Flavour.JPA).inHomeOf(james).start();
                Pop3Client pop3 = new Pop3Client(afterRestart.pop3Port())) {
            assertThat(pop3.login(BOB, SECRET)).startsWith("+OK");
            assertThat(pop3.lines("UIDL")).hasSize(2).isEqualTo(uniqueIds);
            assertThat(pop3.lines("RETR 1")).containsExactly("Subject: first", "", "appended");
        }
    }
}
