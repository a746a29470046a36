/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.LeaseKey;
import org.maildrop.snapshot.Owner;

/** A master, its replica and a Sentinel that makes the replica the master when the master is gone. */
class RedisSentinelTest extends RedisTrouble {
    private static final Duration A_FAILOVER = Duration.ofSeconds(40);

    private final RedisServer master = closing(RedisServer.start());
    private final RedisServer replica =
            closing(RedisServer.start("--replicaof", "127.0.0.1 " + master.port(), "--repl-timeout", "600"));
    private final RedisServer sentinel = closing(RedisServer.sentinelOf(master));

    private RedisLeaseStore store() {
        await().atMost(A_FAILOVER).until(this::replicaIsKnownAndInStep);
        return store(
                "redis-sentinel://127.0.0.1:" + RedisServer.freePort() + ",127.0.0.1:" + sentinel.port() + "#locks");
    }

    private boolean replicaIsKnownAndInStep() {
        return text(replica.ask("INFO", "replication")).contains("master_link_status:up")
                && !((List<?>) sentinel.ask("SENTINEL", "replicas", "locks")).isEmpty();
    }

    private static String text(Object answer) {
        return new String((byte[]) answer, StandardCharsets.UTF_8);
    }

    /** Redis's own WAIT is for what its connection has written, and the store's connection is another. */
    private void awaitReplication(LeaseKey lease) {
        String key = "maildrop:{locks}:lease:" + lease.owner().name();
        await().atMost(A_FAILOVER).until(() -> replica.ask("EXISTS", key).equals(1L));
    }

    private void failOver() {
        master.kill();
        await().atMost(A_FAILOVER)
                .until(() -> text(replica.ask("INFO", "replication")).contains("role:master"));
    }

    @Test
    void afterAFailoverTheLeasesThatWereReplicatedAreHeldAsBeforeAndAllGoesOn() {
        RedisLeaseStore store = store();
        LeaseKey bob = enter(store, BOB);
        awaitReplication(bob);
        failOver();
        LeaseKey alice = enterAgain(store, ALICE);
        assertThat(store.prove(alice, TERM.dividedBy(2))).isTrue();
        assertThat(store.prove(bob, Duration.ZERO)).isTrue();
        assertThat(alice.token()).isGreaterThan(bob.token());
    }

    @Test
    void aFailoverThatLosesAGrantLosesTheLeaseButNeitherLetsItProveAnythingNorGrantsItsTokenAgain() {
        RedisLeaseStore store = store();
        replica.ask("REPLICAOF", "127.0.0.1", Integer.toString(RedisServer.freePort()));
        LeaseKey lost = enter(store, BOB);
        failOver();
        LeaseKey successor = enterAgain(store, BOB);
        assertThat(successor.token()).isGreaterThan(lost.token());
        assertThat(store.prove(lost, Duration.ZERO)).isFalse();
        assertThat(store.release(lost)).isFalse();
        assertThat(store.prove(successor, Duration.ZERO)).isTrue();
    }

    @Test
    void aMasterThatComesBackAfterItsFailoverIsNoLongerAsked() {
        RedisLeaseStore store = store();
        awaitReplication(enter(store, BOB));
        master.freeze();
        await().atMost(A_FAILOVER)
                .until(() -> text(replica.ask("INFO", "replication")).contains("role:master"));
        LeaseKey alice = enterAgain(store, ALICE);
        master.thaw();
        assertThat(store.prove(alice, Duration.ZERO)).isTrue();
        LeaseKey carol = enter(store, new Owner("carol@example.org"));
        assertThat(text(replica.ask("HGET", "maildrop:{locks}:lease:carol@example.org", "token")))
                .isEqualTo(Long.toString(carol.token().value()));
    }

    @Test
    void sentinelsThatAreNotThereAreUnavailableUntilTheyAre() {
        RedisLeaseStore store = store();
        sentinel.kill();
        assertUnavailableInTime(() -> enter(store, BOB));
        sentinel.restart();
        enterAgain(store, BOB);
    }

    @Test
    void aMasterThatTheSentinelsDoNotKnowIsUnavailable() {
        RedisLeaseStore store = store("redis-sentinel://127.0.0.1:" + sentinel.port() + "#other");
        assertUnavailableInTime(() -> enter(store, BOB));
    }
}
