/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.maildrop.lock.LockEvent.What;

/**
 * What whole servers on a store promise, whatever happens to them: clients of several nodes log in, hold, QUIT and drop;
 * nodes crash, stand still, lose their line to the engine and have clocks that jump; and the recorded history is
 * checked, on the engine's time. Never two valid holders of a maildrop; tokens that grow; each removal under a proven
 * lease; what has not been heard lets nobody in; and in the end, every maildrop free.
 *
 * <p>{@code -Dhistory.seed=N} replays one history: exactly, on an engine whose clock the test moves; nearly, on others.
 */
public interface LockHistoryContract extends LeaseStoreContract {
    /** How many histories with known seeds; one more has a new seed with each run. */
    default int histories() {
        return 3;
    }

    /** How much happens in a history. */
    default int historySteps() {
        return 100;
    }

    /** How much time passes at once: less is more to the point, and takes longer. */
    default Duration historyTick() {
        return Duration.ofSeconds(20);
    }

    /** How far the engine's clock may be from the sum of what passed, and an expiry from what was asked for. */
    default Duration historySlack() {
        return Duration.ofSeconds(1);
    }

    /** Goes as the engine's clock goes by itself. */
    default LongSupplier engineNanoTime() {
        return System::nanoTime;
    }

    /** How often each of some threads tries to enter in the histories of real threads. */
    default int historyLogins() {
        return 60;
    }

    @Test
    default void noHistoryHasTwoHoldersOrARemovalWithoutProof() {
        Set<Class<?>> happened = new HashSet<>();
        String name = getClass().getSimpleName();
        for (long seed : seeds(name)) {
            LockSimulation simulation = simulate(seed);
            verdict(simulation).ifPresent(wrong -> {
                throw new AssertionError(
                        "history %d: %s\n\nagain: ./mvnw test -Dtest=%s#noHistoryHasTwoHoldersOrARemovalWithoutProof -Dhistory.seed=%d\n"
                                .formatted(seed, wrong, name, seed));
            });
            simulation
                    .history()
                    .events()
                    .forEach(event -> happened.add(event.what().getClass()));
        }
        if (System.getProperty("history.seed") == null) {
            assertThat(happened)
                    .as("what can happen has happened")
                    .containsExactlyInAnyOrder(What.class.getPermittedSubclasses());
        }
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    default void neitherHasOneOfManyClientsAtOnce() throws Exception {
        LockTraffic traffic = new LockTraffic(store());
        traffic.run(historyLogins());
        assertThat(traffic.history().troubles()).isEmpty();
        List<LockEvent> events = traffic.history().events();
        assertThat(ConcurrentHistoryChecker.firstViolation(events)).isEmpty();
        assertThat(events).extracting(event -> (Object) event.what().getClass()).contains(What.Entered.class);
    }

    private LockSimulation simulate(long seed) {
        SimulatedWorld world =
                new SimulatedWorld(store(), this::advance, historyTick(), engineNanoTime(), historySlack());
        LockSimulation simulation = new LockSimulation(world, UUID.randomUUID().toString(), seed);
        simulation.run(historySteps());
        return simulation;
    }

    private Optional<String> verdict(LockSimulation simulation) {
        assertThat(simulation.history().troubles())
                .as("what the engine has thrown")
                .isEmpty();
        return LockHistoryChecker.firstViolation(simulation.history().events(), historySlack())
                .map(wrong -> wrong.told() + "\nwhat was done, each at the number of events so far:\n"
                        + simulation.stepsBefore(wrong.event()));
    }

    private List<Long> seeds(String name) {
        Long asked = Long.getLong("history.seed");
        if (asked != null) {
            return List.of(asked);
        }
        long fresh = new SecureRandom().nextInt(Integer.MAX_VALUE);
        System.out.println(name + ": a history with the new seed " + fresh);
        return LongStream.concat(LongStream.rangeClosed(1, histories()), LongStream.of(fresh))
                .boxed()
                .collect(Collectors.toList());
    }
}
