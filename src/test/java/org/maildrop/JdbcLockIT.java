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
import org.maildrop.testing.Engines;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** The lock in PostgreSQL, by the driver that is in the jar. Two servers that share it: PostgreSqlTwoNodesIT. */
class JdbcLockIT {
    private static final String BOB = "bob@example.org";

    private static Launch locking(String url) {
        String settings = "<maildrop><lock><store>jdbc</store><jdbc><url>" + url.replace("&", "&amp;")
                + "</url></jdbc></lock></maildrop>";
        return new Launch(Flavour.MEMORY).with("maildrop.xml", settings);
    }

    @Test
    void aDatabaseThatThereIsNotStopsTheStart() {
        String nowhere = Engines.postgres().replaceAll("/\\w+\\?", "/there_is_no_such_database?");
        assertThatThrownBy(() -> locking(nowhere).start()).hasMessageContaining("there_is_no_such_database");
    }

    @Test
    void aDatabaseThatIsAwayStopsNoStart() {
        JamesProcess james = locking("jdbc:postgresql://127.0.0.1:1/away").start();
        try (Pop3Client pop3 = new Pop3Client(james.pop3Port())) {
            james.addUser(BOB, "secret");
            assertThat(pop3.login(BOB, "secret")).startsWith("-ERR [SYS/TEMP]");
        } finally {
            james.kill();
        }
    }
}
