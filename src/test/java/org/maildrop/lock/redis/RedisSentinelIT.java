/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** Failovers under a real server, whose client of Redis is the one that is in the jar: relocated. */
@Execution(ExecutionMode.CONCURRENT)
class RedisSentinelIT {
    private static final Owner BOB = new Owner("bob@example.org");
    private static final Owner ALICE = new Owner("alice@example.org");
    private static final String SECRET = "secret";
    private static final Duration SOON = Duration.ofSeconds(15);

    private final WatchedRedis watched = new WatchedRedis();

    @Test
    void loginsGoOnAtTheMasterThatIsChosenAndAtTheOneThatComesWhenThatDies() {
        RedisServer first = watched.master();
        RedisServer second = watched.replica();
        try (watched;
                JamesProcess james = start();
                Pop3Client holder = new Pop3Client(james.pop3Port())) {
            assertThat(holder.login(BOB.name(), SECRET)).startsWith("+OK");
            assertThat(login(james, BOB)).startsWith("-ERR [IN-USE]");
            watched.awaitLease(BOB, second);

            assertThat(WatchedRedis.text(watched.sentinel().ask("SENTINEL", "failover", "locks")))
                    .isEqualTo("OK");
            watched.awaitMaster(second);
            // The one before takes leases too until it is told, so it counts where this one is.
            await().atMost(SOON).until(() -> isLetInBy(second, james));
            assertThat(login(james, BOB)).startsWith("-ERR [IN-USE]");

            watched.awaitInStep(first);
            second.kill();
            watched.awaitMaster(first);
            await().atMost(SOON).until(() -> isLetInBy(first, james));
            assertThat(login(james, BOB)).startsWith("-ERR [IN-USE]");

            assertThat(holder.send("QUIT")).startsWith("+OK");
            assertThat(login(james, BOB)).startsWith("+OK");
        }
    }

    private JamesProcess start() {
        JamesProcess james = new Launch(Flavour.MEMORY)
                .with(
                        "maildrop.xml",
                        "<maildrop><lock><store>redis</store><term>60s</term><redis><uri>redis-sentinel://127.0.0.1:"
                                + watched.sentinel().port() + "#locks</uri></redis></lock></maildrop>")
                .start();
        james.addUser(BOB.name(), SECRET);
        james.addUser(ALICE.name(), SECRET);
        return james;
    }

    private static String login(JamesProcess james, Owner user) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            return client.login(user.name(), SECRET);
        }
    }

    /** Alice is let in, and her lease is there. */
    private static boolean isLetInBy(RedisServer master, JamesProcess james) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            return client.login(ALICE.name(), SECRET).startsWith("+OK")
                    && WatchedRedis.hasLease(ALICE, master)
                    && client.send("QUIT").startsWith("+OK");
        }
    }
}
