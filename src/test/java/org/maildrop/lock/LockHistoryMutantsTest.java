/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.lock.LockHistoryChecker.Violation;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.testing.TestClock;

/** The checks of histories find wrong stores, within the few histories that a slow engine has time for. */
class LockHistoryMutantsTest {
    private static final int HISTORIES = 3;
    private static final int STEPS = 100;

    private static LockSimulation simulate(long seed, Optional<WrongLeaseStore> wrong, Duration slack) {
        TestClock clock = new TestClock();
        LeaseStore right = new JvmLeaseStore(clock);
        LeaseStore store = wrong.map(mutant -> mutant.over(right)).orElse(right);
        SimulatedWorld world = new SimulatedWorld(store, clock::advance, Duration.ofSeconds(20), () -> 0, slack);
        LockSimulation simulation = new LockSimulation(world, "x", seed);
        simulation.run(STEPS);
        return simulation;
    }

    private static List<Violation> violations(Optional<WrongLeaseStore> wrong, Duration slack) {
        return LongStream.rangeClosed(1, HISTORIES)
                .mapToObj(seed -> simulate(seed, wrong, slack).history())
                .peek(history -> assertThat(history.troubles()).isEmpty())
                .flatMap(history -> LockHistoryChecker.firstViolation(history.events(), slack).stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatIsWrongInOneThingIsFoundOut(WrongLeaseStore wrong) {
        assertThat(violations(Optional.of(wrong), Duration.ZERO)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void soItIsWhereTheEnginesTimeIsKnownToASecondOnly(WrongLeaseStore wrong) {
        assertThat(violations(Optional.of(wrong), Duration.ofSeconds(1))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatIsWrongWhileOthersActIsFoundOutByManyClientsAtOnce(RacingLeaseStore wrong) throws Exception {
        LeaseStore store = wrong.over(new JvmLeaseStore(Clock.systemUTC()));
        Optional<String> found = Optional.empty();
        for (int bursts = 0; found.isEmpty() && bursts < 200; bursts++) {
            LockTraffic traffic = new LockTraffic(store);
            traffic.run(500);
            found = ConcurrentHistoryChecker.firstViolation(traffic.history().events());
        }
        assertThat(found).isPresent();
    }

    @Test
    void aStoreThatIsRightIsNot() {
        assertThat(violations(Optional.empty(), Duration.ZERO)).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(simulate(7, Optional.empty(), Duration.ZERO).history().events())
                .isEqualTo(
                        simulate(7, Optional.empty(), Duration.ZERO).history().events())
                .isNotEqualTo(
                        simulate(8, Optional.empty(), Duration.ZERO).history().events());
    }
}
