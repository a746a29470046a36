/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.Renewal;
import org.maildrop.server.Ports;
import org.maildrop.snapshot.Owner;
import redis.clients.jedis.RedisClient;

/** A Redis that dies, hangs, comes back, and one that must not be written to. */
class RedisOutageTest extends RedisTrouble {
    private static final String[] DURABLE = {"--appendonly", "yes", "--appendfsync", "always"};

    @Test
    void aRedisThatIsNotThereIsUnavailableUntilItIs() {
        int port = Ports.oneFree();
        RedisLeaseStore store = store("redis://127.0.0.1:" + port);
        assertUnavailableInTime(() -> enter(store, BOB));
        closing(RedisServer.start(port));
        assertThat(store.prove(enter(store, BOB), Duration.ZERO)).isTrue();
    }

    @Test
    void anOutageIsUnavailableThroughoutAndItsLeasesAreThereAfterwardsWhereRedisWritesThemDown() {
        RedisServer server = closing(RedisServer.start(DURABLE));
        RedisLeaseStore store = store(server.uri());
        LeaseKey bob = enter(store, BOB);
        HeldLease seen = store.find(BOB).orElseThrow();
        server.kill();
        assertUnavailableInTime(() -> store.acquire(ALICE, HOLDER, TERM));
        assertUnavailableInTime(() -> store.takeover(seen, HOLDER, TERM));
        assertUnavailableInTime(() -> store.renew(List.of(new Renewal(bob, Duration.ZERO)), TERM));
        assertUnavailableInTime(() -> store.prove(bob, Duration.ZERO));
        assertUnavailableInTime(() -> store.release(bob));
        assertUnavailableInTime(() -> store.forceRelease(BOB));
        assertUnavailableInTime(() -> store.find(BOB));
        assertUnavailableInTime(store::list);
        server.restart();
        assertThat(store.prove(bob, TERM.dividedBy(2))).isTrue();
        assertThat(store.renew(List.of(new Renewal(bob, Duration.ZERO)), TERM)).isEmpty();
        assertThat(store.release(bob)).isTrue();
        assertThat(enter(store, BOB).token()).isGreaterThan(bob.token());
    }

    @Test
    void aRestartThatForgetsAllLosesTheLeasesButNoTokenIsGrantedTwice() {
        RedisServer server = closing(RedisServer.start());
        RedisLeaseStore store = store(server.uri());
        LeaseKey lost = enter(store, BOB);
        server.kill();
        server.restart();
        LeaseKey next = enter(store, BOB);
        assertThat(next.token()).isGreaterThan(lost.token());
        assertThat(store.prove(lost, Duration.ZERO)).isFalse();
        assertThat(store.renew(List.of(new Renewal(lost, Duration.ZERO)), TERM)).containsExactly(lost);
        assertThat(store.release(lost)).isFalse();
        assertThat(store.prove(next, Duration.ZERO)).isTrue();
    }

    @Test
    void aRestartBetweenTwoLoginsIsNoticedByNeither() {
        RedisServer server = closing(RedisServer.start());
        RedisLeaseStore store = store(server.uri());
        enter(store, BOB);
        server.kill();
        server.restart();
        enter(store, ALICE);
    }

    @Test
    void anAnswerThatIsLostOnTheWayCostsNoTermOfWaiting() throws IOException {
        RedisServer server = closing(RedisServer.start());
        CutProxy proxy = closing(new CutProxy(server.port()));
        RedisLeaseStore store = store("redis://127.0.0.1:" + proxy.port());
        enter(store, ALICE);
        proxy.cutAtNextAnswer();
        LeaseKey bob = enter(store, BOB);
        assertThat(proxy.hasCut()).isTrue();
        assertThat(store.prove(bob, Duration.ZERO)).isTrue();
        proxy.cutAtNextAnswer();
        LeaseKey successor = takeOver(store, bob);
        assertThat(proxy.hasCut()).isTrue();
        assertThat(store.prove(successor, Duration.ZERO)).isTrue();
        proxy.cutAtNextAnswer();
        store.release(successor);
        assertThat(proxy.hasCut()).isTrue();
        assertThat(store.find(BOB)).isEmpty();
    }

    @Test
    void aRedisThatHangsIsUnavailableInTimeAndAllGoesOnWhenItDoes() {
        RedisServer server = closing(RedisServer.start());
        RedisLeaseStore store = store(server.uri());
        LeaseKey bob = enter(store, BOB);
        server.freeze();
        assertUnavailableInTime(() -> enter(store, ALICE));
        assertUnavailableInTime(() -> store.prove(bob, Duration.ZERO));
        server.thaw();
        assertThat(store.prove(bob, Duration.ZERO)).isTrue();
        enterAgain(store, new Owner("carol@example.org"));
    }

    @Test
    void manyWhoAskARedisThatHangsAreAllAnsweredInTime() {
        RedisServer server = closing(RedisServer.start());
        RedisLeaseStore store = store(server.uri());
        server.freeze();
        List<Thread> logins = new ArrayList<>();
        List<Throwable> late = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 50; i++) {
            Owner owner = new Owner("user-" + i);
            Thread login = new Thread(() -> assertUnavailableInTime(() -> enter(store, owner)));
            login.setUncaughtExceptionHandler((thread, failure) -> late.add(failure));
            login.start();
            logins.add(login);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> logins.stream().noneMatch(Thread::isAlive));
        assertThat(late).isEmpty();
    }

    @Test
    void aMasterWithTooFewReplicasGrantsNothingAndProvesNothing() {
        RedisServer server = closing(RedisServer.start());
        RedisLeaseStore store = store(server.uri());
        LeaseKey bob = enter(store, BOB);
        server.ask("CONFIG", "SET", "min-replicas-to-write", "1");
        assertUnavailable(() -> enter(store, ALICE));
        assertUnavailable(() -> store.prove(bob, Duration.ZERO));
        server.ask("CONFIG", "SET", "min-replicas-to-write", "0");
        assertThat(store.prove(bob, Duration.ZERO)).isTrue();
    }

    @Test
    void aReplicaGrantsNothingAndProvesNothing() {
        RedisServer server = closing(RedisServer.start());
        RedisLeaseStore store = store(server.uri());
        LeaseKey bob = enter(store, BOB);
        server.ask("REPLICAOF", "127.0.0.1", Integer.toString(Ports.oneFree()));
        assertUnavailable(() -> enter(store, ALICE));
        assertUnavailable(() -> store.prove(bob, Duration.ZERO));
        server.ask("REPLICAOF", "NO", "ONE");
        assertThat(store.prove(bob, Duration.ZERO)).isTrue();
    }

    @Test
    void aLoginIsOneExchangeAndARenewalOneForFiveHundredLeases() {
        RedisServer server = closing(RedisServer.start());
        RedisLeaseStore store = store(server.uri());
        List<Renewal> batch = IntStream.range(0, 1_001)
                .mapToObj(i -> new Renewal(enter(store, new Owner("user-" + i)), Duration.ZERO))
                .toList();
        long before = scriptCalls(server);
        LeaseKey bob = enter(store, BOB);
        store.release(bob);
        assertThat(scriptCalls(server) - before)
                .as("with the first release, which loads the script")
                .isEqualTo(3);
        before = scriptCalls(server);
        enter(store, BOB);
        assertThat(scriptCalls(server) - before).isEqualTo(1);
        store.renew(batch.subList(0, 1), TERM);
        before = scriptCalls(server);
        assertThat(store.renew(batch, TERM)).isEmpty();
        assertThat(scriptCalls(server) - before).isEqualTo(3);
    }

    private static long scriptCalls(RedisServer server) {
        try (RedisClient redis = RedisClient.create(server.uri())) {
            return redis.info("commandstats")
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_eval"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
                    .sum();
        }
    }
}
