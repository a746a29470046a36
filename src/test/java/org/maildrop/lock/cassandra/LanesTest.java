/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.PartialRenewalException;
import org.maildrop.snapshot.Owner;

class LanesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final LeaseStoreException TROUBLE = new LeaseStoreException("trouble");
    private static final LeaseKey KEY = new LeaseKey(new Owner("bob"), new FencingToken(1));

    private final Queue<Integer> sent = new ConcurrentLinkedQueue<>();

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void allAreSentAndNothingIsWrong() {
        assertThat(Lanes.send(numbers(1_000), answering(-1), LONG)).isEmpty();
        assertThat(sent).containsExactlyInAnyOrderElementsOf(numbers(1_000));
    }

    private Function<Integer, CompletionStage<?>> answering(int failing) {
        return number -> CompletableFuture.runAsync(() -> {
            sent.add(number);
            if (number == failing) {
                throw TROUBLE;
            }
        });
    }

    @Test
    void oneThatFailsKeepsNoOtherFromBeingSent() {
        Optional<Throwable> trouble = Lanes.send(numbers(1_000), answering(0), LONG);
        assertThat(trouble).get().satisfies(told -> assertThat(told).hasRootCause(TROUBLE));
        assertThat(sent).containsExactlyInAnyOrderElementsOf(numbers(1_000));
    }

    @Test
    void aHundredThousandThatFailAtOnceAreTriedAll() {
        Optional<Throwable> trouble = Lanes.send(
                numbers(100_000),
                number -> {
                    sent.add(number);
                    throw TROUBLE;
                },
                LONG);
        assertThat(trouble).contains(TROUBLE);
        assertThat(sent).hasSize(100_000);
    }

    @Test
    void afterTheLimitNoMoreAreSent() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        Optional<Throwable> trouble = Lanes.send(
                numbers(1_000),
                number -> {
                    sent.add(number);
                    return never;
                },
                SHORT);
        assertThat(trouble).get().isInstanceOf(LeaseStoreException.class);
        never.complete(null);
        assertThat(sent).hasSize(Lanes.COUNT);
    }

    @Test
    void whatIsKnownOfABatchIsToldBesideTheTrouble() {
        Renewed known = new Renewed();
        assertThatThrownBy(() -> known.lostUnless(Optional.of(TROUBLE))).isSameAs(TROUBLE);
        known.add(KEY, true);
        assertThat(known.lostUnless(Optional.empty())).isEmpty();
        known.add(new LeaseKey(KEY.owner(), new FencingToken(2)), false);
        assertThat(known.lostUnless(Optional.empty())).hasSize(1);
        assertThatThrownBy(() -> known.lostUnless(Optional.of(TROUBLE)))
                .isInstanceOf(PartialRenewalException.class)
                .hasMessageContaining("1 were renewed, 1 are lost")
                .hasCause(TROUBLE);
    }

    @Test
    void aTransactionIsInDoubtUnlessItWasRefusedOrNotSent() {
        assertThat(inDoubt(new ClosedConnectionException("lost"))).isTrue();
        assertThat(inDoubt(new DriverTimeoutException("late"))).isTrue();
        assertThat(inDoubt(new NoNodeAvailableException())).isFalse();
        assertThat(inDoubt(new IllegalStateException("closed"))).isFalse();
        assertThat(Cassandra.leavesDoubt(TROUBLE)).isFalse();
    }

    private static boolean inDoubt(Exception cause) {
        return Cassandra.leavesDoubt(new LeaseStoreException("trouble", cause));
    }
}
