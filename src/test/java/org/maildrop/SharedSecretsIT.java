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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.Engines;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** What a real James makes of the places that shared secrets are in. */
@Execution(ExecutionMode.CONCURRENT)
class SharedSecretsIT {
    private static final String DAMAGED = "maildrop-secrets 1\nuser bob@example.org AAAA\n";

    private static String secrets(String inside) {
        return "<maildrop><auth><secrets>" + inside + "</secrets></auth></maildrop>";
    }

    @Test
    void aDamagedFileStopsTheStart() {
        Launch launch = new Launch(Flavour.MEMORY).with("maildrop-secrets.txt", DAMAGED);
        assertThatThrownBy(launch::start)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("Maildrop cannot start. conf/maildrop.xml: the element <maildrop/auth/secrets>: ")
                .hasMessageContaining("conf/maildrop-secrets.txt is damaged: its last line is missing");
    }

    @Test
    void aDatabaseThatThereIsNotStopsTheStart() {
        String nowhere = Engines.postgres().replaceAll("/\\w+\\?", "/there_is_no_such_database?");
        Launch launch = new Launch(Flavour.MEMORY)
                .with(
                        "maildrop.xml",
                        secrets("<store>jdbc</store><jdbc><url>" + nowhere.replace("&", "&amp;") + "</url></jdbc>"));
        assertThatThrownBy(launch::start)
                .hasMessageContaining(
                        "Maildrop cannot start. conf/maildrop.xml: the element <maildrop/auth/secrets>: the"
                                + " store of shared secrets at ")
                .hasMessageContaining("there_is_no_such_database");
    }

    @Test
    void withoutAnyStoreOrWithADatabaseThatIsAwayPasswordsStillDo() {
        for (String inside : new String[] {
            "<store>none</store>", "<store>jdbc</store><jdbc><url>jdbc:postgresql://127.0.0.1:1/away</url></jdbc>"
        }) {
            JamesProcess james = new Launch(Flavour.MEMORY)
                    .with("maildrop.xml", secrets(inside))
                    .start();
            try (Pop3Client pop3 = new Pop3Client(james.pop3Port())) {
                james.addUser("bob@example.org", "secret");
                assertThat(pop3.login("bob@example.org", "secret")).startsWith("+OK");
            } finally {
                james.kill();
            }
        }
    }
}
