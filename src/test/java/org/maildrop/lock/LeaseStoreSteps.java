/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.maildrop.snapshot.Owner;

/**
 * What the tests of a lease store are made of. Owners are new with each test, so that tests may share an engine and leave
 * leases behind.
 */
public interface LeaseStoreSteps {
    Duration TERM = Duration.ofSeconds(60);
    Duration ONE_SECOND = Duration.ofSeconds(1);

    /** The store under test, the same one throughout a test. */
    LeaseStore store();

    /** Passes time on the engine's clock, without sleeping: by a test's clock, or by setting expiries back. */
    void advance(Duration span);

    /** How far the engine's clock may move by itself between two steps of a test. */
    default Duration tolerance() {
        return Duration.ofSeconds(5);
    }

    default Owner someone() {
        return new Owner("user-" + UUID.randomUUID() + "@example.org");
    }

    default Holder session(String name) {
        return new Holder("node", name, "192.0.2.7", Instant.parse("2026-11-23T00:00:00Z"));
    }

    default LeaseKey enter(Owner owner, String session) {
        return granted(store().acquire(owner, session(session), TERM), owner);
    }

    default LeaseKey granted(Attempt attempt, Owner owner) {
        assertThat(attempt).isInstanceOf(Attempt.Granted.class);
        return new LeaseKey(owner, ((Attempt.Granted) attempt).token());
    }

    default HeldLease contended(Attempt attempt) {
        assertThat(attempt).isInstanceOf(Attempt.Contended.class);
        return ((Attempt.Contended) attempt).held();
    }

    default HeldLease seen(LeaseKey key) {
        HeldLease held = store().find(key.owner()).orElseThrow();
        assertThat(held.key()).isEqualTo(key);
        return held;
    }

    default Set<LeaseKey> renew(LeaseKey... keys) {
        return store().renew(
                        Stream.of(keys)
                                .map(key -> new Renewal(key, Duration.ZERO))
                                .toList(),
                        TERM);
    }

    default void assertAbout(Duration actual, Duration expected) {
        assertThat(actual.toMillis())
                .isCloseTo(expected.toMillis(), within(tolerance().toMillis()));
    }
}
