/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.maildrop.cluster.TwoNodes.RENEWAL;
import static org.maildrop.cluster.TwoNodes.SLACK;
import static org.maildrop.cluster.TwoNodes.TERM;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.CassandraProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** Mailboxes and leases in one Cassandra, over the one session that James has: who loses it loses both. */
@Tag("cassandra")
class CassandraTwoNodesIT implements TwoNodesContract, TwoNodesAdminContract {
    /** The driver tries anew after as long as it has tried before. */
    private static final Duration RECONNECTED = Duration.ofMinutes(1);

    private static CassandraProcess cassandra;
    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        cassandra = CassandraProcess.shared();
        nodes = TwoNodes.start(() -> new Launch(Flavour.CASSANDRA)
                .onCassandra(cassandra.address())
                .with("maildrop.xml", TwoNodes.settings("<store>cassandra</store>")));
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @Override
    public TwoNodes nodes() {
        return nodes;
    }

    @Test
    void whileCassandraIsDownNobodyEntersAndWhoIsInRemovesNothing() {
        User inside = nodes.user("one");
        User quitting = nodes.user("one");
        User outside = nodes.user("one");
        try (Pop3Client holder = inside.enter(nodes.first());
                Pop3Client quits = quitting.enter(nodes.second())) {
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            assertThat(quits.send("DELE 1")).startsWith("+OK");
            cassandra.kill();
            Stopwatch sinceOutage = Stopwatch.started();
            assertThat(outside.login(nodes.first())).startsWith("-ERR [SYS/TEMP]");
            assertThat(quits.send("QUIT")).startsWith("-ERR [SYS/TEMP]");

            assertThat(holder.hear()).startsWith("-ERR [SYS/TEMP]");
            assertThat(holder.hear()).isNull();
            assertThat(sinceOutage.passed()).isBetween(RENEWAL, TERM.plus(SLACK));
        } finally {
            cassandra.restart();
        }
        for (User user : new User[] {inside, quitting, outside}) {
            await().atMost(RECONNECTED).until(() -> user.login(nodes.first()).startsWith("+OK"));
            await().atMost(RECONNECTED).until(() -> user.login(nodes.second()).startsWith("+OK"));
            assertThat(user.subjects(nodes.second())).containsExactly("one");
        }
    }

    @Test
    void aCassandraThatHangsForAMomentIsNotNoticedByThoseWhoAreIn() {
        User bob = nodes.user("one", "two");
        try (Pop3Client holder = bob.enter(nodes.first())) {
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            cassandra.freeze();
            try {
                assertThat(bob.login(nodes.second())).startsWith("-ERR [SYS/TEMP]");
            } finally {
                cassandra.thaw();
            }
            await().during(TERM).atMost(TERM.plus(SLACK)).until(() -> !holder.isAnswered());
            assertThat(holder.send("QUIT")).startsWith("+OK");
        }
        assertThat(bob.subjects(nodes.second())).containsExactly("two");
    }
}
