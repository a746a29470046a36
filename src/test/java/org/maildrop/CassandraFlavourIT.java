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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.CassandraProcess;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

@Tag("cassandra")
class CassandraFlavourIT {
    private static final String BOB = "bob@example.org";
    private static final String SECRET = "secret";

    @Test
    void mailIsDeliveredReadAndRemoved() {
        try (JamesProcess james = new Launch(Flavour.CASSANDRA)
                .onCassandra(CassandraProcess.shared().address())
                .start()) {
            james.addUser(BOB, SECRET);
            james.append(BOB, SECRET, "Subject: first\r\n\r\nappended\r\n".getBytes(US_ASCII));
            james.deliver("alice@example.org", BOB, "Subject: second\r\n\r\ndelivered\r\n".getBytes(US_ASCII));
            await().until(() -> james.count(BOB, SECRET) == 2);
            try (Pop3Client pop3 = new Pop3Client(james.pop3Port())) {
                assertThat(pop3.login(BOB, SECRET)).startsWith("+OK");
                assertThat(pop3.lines("RETR 1")).containsExactly("Subject: first", "", "appended");
                assertThat(pop3.lines("RETR 2")).contains("Subject: second", "delivered");
                assertThat(pop3.send("DELE 1")).startsWith("+OK");
                assertThat(pop3.send("QUIT")).startsWith("+OK");
            }
            assertThat(james.count(BOB, SECRET)).isEqualTo(1);
            james.expunge(BOB, SECRET, 1);
            assertThat(james.count(BOB, SECRET)).isZero();
        }
    }
}
