/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;

/** Many histories on the store in memory, on test time. */
class LockHistoryTest {
    private static final int STEPS = 600;
    private static final Duration STEP = Duration.ofMillis(1_500);

    private static LockHistory.Tally history(long seed, LeaseStore store, TestClock engine) {
        AtomicInteger steps = new AtomicInteger();
        LockHistory history = new LockHistory(store, LockSettings.defaults(), seed, "", () -> {
            engine.advance(STEP);
            return STEP;
        });
        return history.run(() -> steps.incrementAndGet() <= STEPS);
    }

    @Test
    void noHistoryOfManyNodesHasTwoHoldersOrARemovalWithoutALease() {
        LockHistory.Tally tally = new LockHistory.Tally(0, 0, 0, 0, 0);
        for (long seed : HistorySeeds.of(200)) {
            TestClock engine = new TestClock();
            tally = tally.plus(HistorySeeds.named(seed, () -> history(seed, new JvmLeaseStore(engine), engine)));
        }
        assertThat(tally.grants()).as("of %s", tally).isPositive();
        assertThat(tally.refusals()).as("of %s", tally).isPositive();
        assertThat(tally.losses()).as("of %s", tally).isPositive();
        assertThat(tally.removals()).as("of %s", tally).isPositive();
        assertThat(tally.unproven()).as("of %s", tally).isPositive();
    }

    /** A store that is wrong in one way: the call's own answer, or something else instead. */
    @FunctionalInterface
    private interface Defect {
        Object answer(LeaseStore store, Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static Arguments defect(String name, String method, Defect defect) {
        return arguments(Named.of(
                name, (Defect) (store, called, arguments) -> called.getName().equals(method)
                        ? defect.answer(store, called, arguments)
                        : called.invoke(store, arguments)));
    }

    @SuppressWarnings("unchecked")
    static Stream<Arguments> aStoreWithADefectIsFoundOut() {
        return Stream.of(
                defect("proves anything", "prove", (store, method, arguments) -> true),
                defect("renews anything", "renew", (store, method, arguments) -> Set.of()),
                defect("releases whoever holds", "release", (store, method, arguments) -> store.forceRelease(
                                ((LeaseKey) arguments[0]).owner())
                        .isPresent()),
                defect(
                        "lets leases expire too soon",
                        "acquire",
                        (store, method, arguments) -> store.acquire(
                                (Owner) arguments[0], (Holder) arguments[1], ((Duration) arguments[2]).dividedBy(4))),
                defect(
                        "renews for too short",
                        "renew",
                        (store, method, arguments) -> store.renew(
                                List.copyOf((Collection<Renewal>) arguments[0]),
                                ((Duration) arguments[1]).dividedBy(4))),
                defect("grants what is held", "acquire", (store, method, arguments) -> {
                    store.forceRelease((Owner) arguments[0]);
                    return method.invoke(store, arguments);
                }));
    }

    @ParameterizedTest
    @MethodSource
    void aStoreWithADefectIsFoundOut(Defect defect) {
        assertThatThrownBy(() -> LongStream.range(0, 20).forEach(seed -> {
                    TestClock engine = new TestClock();
                    LeaseStore sound = new JvmLeaseStore(engine);
                    LeaseStore broken = (LeaseStore) Proxy.newProxyInstance(
                            LeaseStore.class.getClassLoader(),
                            new Class<?>[] {LeaseStore.class},
                            (proxy, method, arguments) -> defect.answer(sound, method, arguments));
                    history(seed, broken, engine);
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aFailureNamesItsSeed() {
        assertThatThrownBy(() -> HistorySeeds.named(42, () -> {
                    throw new AssertionError("two of them");
                }))
                .hasMessageContaining("-Dhistory.seed=42")
                .hasMessageContaining("two of them");
    }
}
