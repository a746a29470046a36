/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.LeaseKey;
import org.maildrop.server.Ports;
import org.maildrop.snapshot.Owner;

/** What a failover makes of leases; from the jar, in a server: RedisSentinelIT. */
class RedisSentinelTest extends RedisTrouble {
    private final WatchedRedis watched = closing(new WatchedRedis());
    private final RedisServer master = watched.master();
    private final RedisServer replica = watched.replica();
    private final RedisServer sentinel = watched.sentinel();

    private RedisLeaseStore store() {
        return store("redis-sentinel://127.0.0.1:" + Ports.oneFree() + ",127.0.0.1:" + sentinel.port() + "#locks");
    }

    @Test
    void afterAFailoverTheLeasesThatWereReplicatedAreHeldAsBeforeAndAllGoesOn() {
        RedisLeaseStore store = store();
        LeaseKey bob = enter(store, BOB);
        watched.awaitLease(BOB, replica);
        watched.failOver();
        LeaseKey alice = enterAgain(store, ALICE);
        assertThat(store.prove(alice, TERM.dividedBy(2))).isTrue();
        assertThat(store.prove(bob, Duration.ZERO)).isTrue();
        assertThat(alice.token()).isGreaterThan(bob.token());
    }

    @Test
    void aFailoverThatLosesAGrantLosesTheLeaseButNeitherLetsItProveAnythingNorGrantsItsTokenAgain() {
        RedisLeaseStore store = store();
        replica.ask("REPLICAOF", "127.0.0.1", Integer.toString(Ports.oneFree()));
        LeaseKey lost = enter(store, BOB);
        watched.failOver();
        LeaseKey successor = enterAgain(store, BOB);
        assertThat(successor.token()).isGreaterThan(lost.token());
        assertThat(store.prove(lost, Duration.ZERO)).isFalse();
        assertThat(store.release(lost)).isFalse();
        assertThat(store.prove(successor, Duration.ZERO)).isTrue();
    }

    @Test
    void aMasterThatComesBackAfterItsFailoverIsNoLongerAsked() {
        RedisLeaseStore store = store();
        enter(store, BOB);
        watched.awaitLease(BOB, replica);
        master.freeze();
        watched.awaitMaster(replica);
        LeaseKey alice = enterAgain(store, ALICE);
        master.thaw();
        assertThat(store.prove(alice, Duration.ZERO)).isTrue();
        LeaseKey carol = enter(store, new Owner("carol@example.org"));
        assertThat(WatchedRedis.text(replica.ask("HGET", "maildrop:{locks}:lease:carol@example.org", "token")))
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
