/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.LockHistoryContract;
import org.maildrop.lock.PartialRenewalException;
import org.maildrop.lock.Renewal;
import org.maildrop.lock.RoundTripsContract;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TcpProxy;
import redis.clients.jedis.RedisClient;

class RedisLeaseStoreTest implements LockHistoryContract, RoundTripsContract {
    private static final Holder HOLDER = new Holder("node", "session", "192.0.2.7", Instant.EPOCH);
    private static final Owner BOB = new Owner("bob@example.org");

    /** Has what a pattern of Redis takes for more than itself. */
    private final String prefix = "maildrop-test-" + UUID.randomUUID() + "-[a-z]*?\\:";

    private RedisClient redis;
    private RedisLeaseStore store;

    @BeforeEach
    void connect() {
        String uri = RedisServer.sharedUri();
        redis = RedisClient.create(uri);
        store = RedisLeaseStore.at(RedisSettings.of(uri), Optional.empty(), prefix);
    }

    @AfterEach
    void cleanUp() {
        if (store != null) {
            keys().forEach(redis::del);
            redis.close();
            store.close();
        }
    }

    @Override
    public RedisLeaseStore store() {
        return store;
    }

    /** Sets back what is written down only: Redis's own expiry, which cleans up, comes too late to help. */
    @Override
    public void advance(Duration span) {
        String back = Long.toString(-span.toMillis());
        for (String key : keys()) {
            if (redis.type(key).equals("hash")) {
                redis.eval(
                        "redis.call('HINCRBY', KEYS[1], 'activity', ARGV[1])"
                                + "redis.call('HINCRBY', KEYS[1], 'expires', ARGV[1])",
                        List.of(key),
                        List.of(back));
            }
        }
    }

    @Override
    public int rounds() {
        return 500;
    }

    @Override
    public TcpProxy wire() {
        RedisSettings.Node engine =
                RedisSettings.of(RedisServer.sharedUri()).nodes().get(0);
        return new TcpProxy(engine.host(), engine.port());
    }

    @Override
    public LeaseStore across(TcpProxy wire) {
        return RedisLeaseStore.at(RedisSettings.of("redis://127.0.0.1:" + wire.port()), Optional.empty(), prefix);
    }

    @Override
    public int roundTripsOfALargeRenewal() {
        return 20;
    }

    private Set<String> keys() {
        return redis.keys(prefix.replaceAll("([\\\\*?\\[\\]])", "\\\\$1") + "*");
    }

    private LeaseKey enter(Owner owner) {
        return new LeaseKey(owner, ((Attempt.Granted) store.acquire(owner, HOLDER, TERM)).token());
    }

    @Test
    void tokensGrowThoughRedisHasLostItsData() {
        LeaseKey before = enter(BOB);
        keys().forEach(redis::del);
        assertThat(enter(BOB).token()).isGreaterThan(before.token());
    }

    @Test
    void tokensGrowThoughTheClockOfRedisIsSetBack() {
        store.release(enter(BOB));
        String counter = keys().iterator().next();
        long inAnHour = Long.parseLong(redis.get(counter)) + Duration.ofHours(1).toNanos() / 1_000;
        redis.set(counter, Long.toString(inAnHour));
        assertThat(enter(BOB).token()).isEqualTo(new FencingToken(inAnHour + 1));
    }

    @Test
    void whatRemainsOfManyLeasesIsOneKey() {
        IntStream.range(0, 100).mapToObj(i -> enter(new Owner("user-" + i))).forEach(store::release);
        assertThat(keys()).singleElement().satisfies(key -> assertThat(redis.pttl(key))
                .isEqualTo(-1));
    }

    @Test
    void redisItselfRemovesALeaseThatNobodyHasReleased() {
        LeaseKey key = enter(BOB);
        assertThat(leaseKeys()).hasSize(1).allSatisfy(name -> assertThat(redis.pexpireTime(name))
                .isEqualTo(expires(BOB).toEpochMilli()));
        store.renew(List.of(new Renewal(key, Duration.ZERO)), TERM.multipliedBy(2));
        assertThat(leaseKeys()).hasSize(1).allSatisfy(name -> assertThat(redis.pexpireTime(name))
                .isEqualTo(expires(BOB).toEpochMilli()));
    }

    private Instant expires(Owner owner) {
        return store.find(owner).map(HeldLease::expires).orElseThrow();
    }

    private Stream<String> leaseKeys() {
        return keys().stream().filter(key -> redis.type(key).equals("hash"));
    }

    @Test
    void allKeysAreInOneSlotSoThatAScriptMayHaveThemTogether() {
        enter(BOB);
        enter(new Owner("{alice}@example.org"));
        assertThat(keys())
                .hasSize(3)
                .allMatch(key -> key.contains(":{locks}:") && key.indexOf('{') == key.indexOf("{locks}"));
    }

    @Test
    void moreLeasesThanAPageAreListedOnceEachAndNothingElseIs() {
        List<LeaseKey> held = new ArrayList<>();
        IntStream.range(0, 1_100).forEach(i -> held.add(enter(new Owner("user-" + i))));
        redis.set(prefix + "other", "not a lease");
        assertThat(store.list()).extracting(HeldLease::key).containsExactlyInAnyOrderElementsOf(held);
    }

    @Test
    void ofALargeBatchThatIsNotAnsweredToItsEndItIsKnownWhatWasAnswered() {
        List<Renewal> batch = new ArrayList<>(List.of(new Renewal(enter(BOB), Duration.ZERO)));
        IntStream.rangeClosed(1, 499).forEach(i -> batch.add(nobody(i)));
        redis.set(prefix + "{locks}:lease:nobody-500", "no lease, so the script breaks off");
        batch.add(nobody(500));
        assertThatThrownBy(() -> store.renew(batch, TERM))
                .isInstanceOf(PartialRenewalException.class)
                .hasMessageContaining("1 were renewed, 499 are lost");
        assertThatThrownBy(() -> store.renew(List.of(nobody(500)), TERM))
                .isInstanceOf(LeaseStoreException.class)
                .isNotInstanceOf(PartialRenewalException.class);
    }

    private static Renewal nobody(int number) {
        return new Renewal(new LeaseKey(new Owner("nobody-" + number), new FencingToken(number)), Duration.ZERO);
    }

    @Test
    void aStoreOfAnotherPrefixKnowsNothingOfTheseLeases() {
        enter(BOB);
        try (RedisLeaseStore other = RedisLeaseStore.at(
                RedisSettings.of(RedisServer.sharedUri()), Optional.empty(), "maildrop-test-" + UUID.randomUUID())) {
            assertThat(other.find(BOB)).isEmpty();
            assertThat(other.list()).isEmpty();
        }
    }

    @Test
    void aHolderIsToldAsItWasGiven() {
        Holder odd = new Holder("ñode\n1", "s \"1\"", "", Instant.parse("2026-11-23T01:02:03.123456789Z"));
        store.acquire(BOB, odd, TERM);
        assertThat(store.find(BOB).orElseThrow().holder()).isEqualTo(odd);
    }
}
