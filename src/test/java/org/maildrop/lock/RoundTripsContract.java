/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TcpProxy;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** How often a store that is across a wire has to wait for its engine: counted on the wire. */
public interface RoundTripsContract {
    /** The wire to the engine. */
    TcpProxy wire();

    /** A store at the other end of the wire, with one connection in use. */
    LeaseStore across(TcpProxy wire);

    /** Of a QUIT, before it removes anything: a renewal, and a proof. */
    default int roundTripsOfAProof() {
        return 2;
    }

    /** For ten thousand renewals. */
    int roundTripsOfALargeRenewal();

    @Test
    default void aLoginCostsTheLockOneRoundTripAndItsEndAnother() {
        try (TcpProxy wire = wire();
                LeaseStore store = across(wire)) {
            TestClock clock = new TestClock();
            MaildropLocks locks = new MaildropLocks(
                    store, LockSettings.defaults(), "node", clock, new TestScheduler(clock), new SilentOutages());
            List<Lease> leases =
                    IntStream.range(0, 20).mapToObj(i -> enter(locks)).toList();
            leases.forEach(Lease::close);
            Lease[] held = new Lease[20];
            assertThat(fewest(wire, held.length, i -> held[i] = enter(locks))).isEqualTo(1);
            assertThat(fewest(wire, held.length, i -> held[i].provenFor(Duration.ofSeconds(10))))
                    .isEqualTo(roundTripsOfAProof());
            assertThat(fewest(wire, held.length, i -> held[i].close())).isEqualTo(1);
        }
    }

    @Test
    default void tenThousandLeasesAreRenewedInFewRoundTrips() {
        List<Renewal> leases = IntStream.rangeClosed(1, 10_000)
                .mapToObj(i -> new Renewal(new LeaseKey(new Owner("nobody-" + i), new FencingToken(i)), Duration.ZERO))
                .toList();
        try (TcpProxy wire = wire();
                LeaseStore store = across(wire)) {
            assertThat(store.find(new Owner("nobody"))).isEmpty();
            assertThat(fewest(wire, 3, i -> store.renew(leases, Duration.ofSeconds(60))))
                    .isEqualTo(roundTripsOfALargeRenewal());
        }
    }

    private static Lease enter(MaildropLocks locks) {
        Owner owner = new Owner("user-" + UUID.randomUUID());
        return ((AcquireOutcome.Acquired) locks.acquire(owner, "session", "192.0.2.7")).lease();
    }

    /** Of some tries the cheapest: a connection that has rested is asked first whether it is alive. */
    private static int fewest(TcpProxy wire, int tries, IntConsumer operation) {
        return IntStream.range(0, tries)
                .map(i -> {
                    int before = wire.roundTrips();
                    operation.accept(i);
                    return wire.roundTrips() - before;
                })
                .min()
                .orElseThrow();
    }
}
