/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LockHistoryContract;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;

class JvmLeaseStoreTest implements LockHistoryContract {
    private static final Holder HOLDER = new Holder("node", "session", "192.0.2.7", Instant.EPOCH);
    private static final Owner BOB = new Owner("bob@example.org");

    private final TestClock clock = new TestClock();
    private final JvmLeaseStore store = new JvmLeaseStore(clock);

    @Override
    public LeaseStore store() {
        return store;
    }

    @Override
    public void advance(Duration span) {
        clock.advance(span);
    }

    /** No less exact than its clock. */
    @Override
    public Duration tolerance() {
        return Duration.ofNanos(1);
    }

    @Override
    public Duration historySlack() {
        return Duration.ZERO;
    }

    @Override
    public Duration historyTick() {
        return Duration.ofSeconds(5);
    }

    @Override
    public LongSupplier engineNanoTime() {
        return () -> 0;
    }

    @Override
    public int histories() {
        return 60;
    }

    @Override
    public int historySteps() {
        return 200;
    }

    @Override
    public int historyLogins() {
        return 2_000;
    }

    private LeaseKey enter(Owner owner) {
        return new LeaseKey(owner, ((Attempt.Granted) store.acquire(owner, HOLDER, TERM)).token());
    }

    @Test
    void releasedLeasesLeaveNothingBehind() {
        IntStream.range(0, 1_000).mapToObj(i -> enter(new Owner("user-" + i))).forEach(store::release);
        assertThat(store.size()).isZero();
    }

    @Test
    void anAcquisitionSweepsExpiredLeasesOfOthers() {
        IntStream.range(0, 1_000).forEach(i -> enter(new Owner("user-" + i)));
        clock.advance(TERM);
        enter(BOB);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aRenewalSweepsExpiredLeasesOfOthers() {
        enter(new Owner("alice@example.org"));
        clock.advance(TERM.minusSeconds(1));
        LeaseKey bob = enter(BOB);
        clock.advance(Duration.ofSeconds(1));
        store.renew(List.of(new Renewal(bob, Duration.ZERO)), TERM);
        assertThat(store.list()).extracting(held -> held.key()).containsExactly(bob);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aFailedActionOnAnExpiredLeaseRemovesIt() {
        LeaseKey key = enter(BOB);
        clock.advance(TERM);
        store.release(key);
        assertThat(store.size()).isZero();
    }

    @Test
    void tokensOfTheNextStartAreGreater() {
        LeaseKey before = null;
        for (int i = 0; i < 1_000; i++) {
            before = enter(BOB);
            store.release(before);
        }
        clock.advance(Duration.ofMillis(1));
        LeaseStore restarted = new JvmLeaseStore(clock);
        FencingToken after = ((Attempt.Granted) restarted.acquire(BOB, HOLDER, TERM)).token();
        assertThat(after).isGreaterThan(before.token());
    }

    @Test
    void noTokenIsGrantedTwiceWhileManyThreadsEnterManyMaildrops() throws Exception {
        Queue<FencingToken> tokens = new ConcurrentLinkedQueue<>();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            CyclicBarrier start = new CyclicBarrier(8);
            List<Callable<Boolean>> users = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        start.await();
                        return enterAndLeave(new Owner("user-" + i), 2_000, tokens);
                    })
                    .toList();
            for (Future<Boolean> grew : pool.invokeAll(users)) {
                assertThat(grew.get()).as("tokens grew").isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(tokens).hasSize(16_000).doesNotHaveDuplicates();
    }

    private boolean enterAndLeave(Owner owner, int rounds, Queue<FencingToken> tokens) {
        boolean grew = true;
        FencingToken last = new FencingToken(1);
        for (int i = 0; i < rounds; i++) {
            LeaseKey key = enter(owner);
            grew &= key.token().compareTo(last) > 0;
            last = key.token();
            tokens.add(last);
            store.release(key);
        }
        return grew;
    }
}
