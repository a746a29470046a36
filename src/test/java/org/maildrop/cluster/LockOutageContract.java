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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.maildrop.testing.Pop3Client;

/** What becomes of two nodes when their lease store is away and comes back, while the mailboxes stay. */
interface LockOutageContract {
    TwoNodes nodes();

    /** From now on neither node reaches the lease store. */
    void cutTheLock();

    /** They reach it again; without effect if they do. */
    void mendTheLock();

    @AfterEach
    default void theLockIsBack() {
        mendTheLock();
    }

    @Test
    default void withoutTheLeaseStoreSessionsGoOnForATermAndNobodyEntersUntilItIsBack() {
        User inside = nodes().user("one");
        User quitting = nodes().user("one");
        User outside = nodes().user();
        try (Pop3Client holder = inside.enter(nodes().first());
                Pop3Client quits = quitting.enter(nodes().second())) {
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            assertThat(quits.send("DELE 1")).startsWith("+OK");
            cutTheLock();
            Stopwatch sinceOutage = Stopwatch.started();
            assertThat(holder.send("RSET")).startsWith("+OK");
            assertThat(holder.lines("RETR 1")).contains("Subject: one");
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            assertThat(quits.send("QUIT")).startsWith("-ERR [SYS/TEMP]");
            assertThat(outside.login(nodes().first())).startsWith("-ERR [SYS/TEMP]");
            assertThat(inside.login(nodes().second()))
                    .as("in use, or not: nobody can tell")
                    .startsWith("-ERR [SYS/TEMP]");

            assertThat(holder.hear()).startsWith("-ERR [SYS/TEMP]");
            assertThat(holder.hear()).isNull();
            assertThat(sinceOutage.passed()).isBetween(RENEWAL, TERM.plus(SLACK));
        }
        mendTheLock();
        await().atMost(SLACK).until(() -> outside.login(nodes().first()).startsWith("+OK"));
        await().atMost(SLACK).until(() -> outside.login(nodes().second()).startsWith("+OK"));
        for (User user : new User[] {inside, quitting}) {
            await().atMost(TERM).until(() -> user.login(nodes().second()).startsWith("+OK"));
            assertThat(user.subjects(nodes().second())).containsExactly("one");
        }
    }

    @Test
    default void aShortOutageOfTheLeaseStoreIsNotNoticedByThoseWhoAreIn() {
        User bob = nodes().user("one", "two");
        try (Pop3Client holder = bob.enter(nodes().first())) {
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            cutTheLock();
            assertThat(bob.login(nodes().second())).startsWith("-ERR [SYS/TEMP]");
            mendTheLock();
            await().during(TERM).atMost(TERM.plus(SLACK)).until(() -> !holder.isAnswered());
            assertThat(holder.send("QUIT")).startsWith("+OK");
        }
        assertThat(bob.subjects(nodes().second())).containsExactly("two");
    }
}
