/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.maildrop.cluster.TwoNodes.RENEWAL;
import static org.maildrop.cluster.TwoNodes.SLACK;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.maildrop.testing.AdminApi;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.OpenApi;
import org.maildrop.testing.Pop3Client;

/** What the webadmin of each of two nodes shows and does of both. */
interface TwoNodesAdminContract {
    TwoNodes nodes();

    private static AdminApi admin(JamesProcess node) {
        return new AdminApi(node, new OpenApi());
    }

    private static JsonNode lockOf(User user, JamesProcess node) {
        return StreamSupport.stream(admin(node).get("/pop3/locks").json().spliterator(), false)
                .filter(lock -> lock.get("owner").textValue().equals(user.name()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode sessionsOf(User user, JamesProcess node) {
        return admin(node).get("/pop3/sessions?user=" + user.name()).json();
    }

    @Test
    default void eachNodeListsTheLocksOfBothAndTheSessionsOfItsOwn() {
        User bob = nodes().user("one");
        User alice = nodes().user("one");
        try (Pop3Client ofBob = bob.enter(nodes().first());
                Pop3Client ofAlice = alice.enter(nodes().second())) {
            for (JamesProcess node : new JamesProcess[] {nodes().first(), nodes().second()}) {
                assertThat(lockOf(bob, node).get("holder").get("session"))
                        .isEqualTo(sessionsOf(bob, nodes().first()).get(0).get("id"));
                assertThat(lockOf(alice, node).get("holder").get("session"))
                        .isEqualTo(sessionsOf(alice, nodes().second()).get(0).get("id"));
                assertThat(lockOf(bob, node).get("holder").get("node"))
                        .isNotEqualTo(lockOf(alice, node).get("holder").get("node"));
                assertThat(lockOf(bob, node).get("expiresIn").longValue()).isBetween(0L, TwoNodes.TERM.toSeconds());
            }
            assertThat(sessionsOf(bob, nodes().second())).isEmpty();
            assertThat(ofBob.send("QUIT")).startsWith("+OK");
            assertThat(ofAlice.send("QUIT")).startsWith("+OK");
        }
    }

    @Test
    default void aMaildropThatTheOtherNodeHasFreedIsFreeAtOnceAndItsHolderRemovesNothing() {
        User bob = nodes().user("one", "two");
        try (Pop3Client holder = bob.enter(nodes().first())) {
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            free(bob, nodes().second());
            assertThat(bob.subjects(nodes().second())).containsExactly("one", "two");
            assertThat(holder.send("QUIT")).startsWith("-ERR ");
        }
        try (Pop3Client holder = bob.enter(nodes().first())) {
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            free(bob, nodes().second());
            assertThat(holder.send("QUIT")).startsWith("-ERR [SYS/TEMP]");
        }
        assertThat(bob.subjects(nodes().first())).containsExactly("one", "two");
    }

    @Test
    default void aSessionWhoseLockTheOtherNodeHasFreedEndsWithItsNextRenewal() {
        User bob = nodes().user("one");
        try (Pop3Client holder = bob.enter(nodes().first())) {
            assertThat(holder.send("DELE 1")).startsWith("+OK");
            free(bob, nodes().second());
            Stopwatch sinceThen = Stopwatch.started();
            assertThat(holder.hear())
                    .isEqualTo("-ERR [SYS/TEMP] the lock on the maildrop was lost, nothing was removed");
            assertThat(holder.hear()).isNull();
            assertThat(sinceThen.passed()).isLessThanOrEqualTo(RENEWAL.plus(SLACK));
        }
        assertThat(bob.subjects(nodes().first())).containsExactly("one");
    }

    private static void free(User user, JamesProcess by) {
        assertThat(admin(by).delete("/pop3/locks/" + user.name()).status()).isEqualTo(204);
        assertThat(admin(by).delete("/pop3/locks/" + user.name()).status()).isEqualTo(404);
    }
}
