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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.Owner;

/** How long a lease lasts, by the engine's clock, and how it is made to last longer. */
public interface LeaseTermContract extends LeaseStoreSteps {
    @Test
    default void aLeaseIsValidUntilItsTermHasPassed() {
        Owner owner = someone();
        LeaseKey key = enter(owner, "a");
        advance(TERM.minus(tolerance()));
        assertThat(store().prove(key, Duration.ZERO)).isTrue();
        contended(store().acquire(owner, session("b"), TERM));
        advance(tolerance());
        assertThat(store().prove(key, Duration.ZERO)).isFalse();
        enter(owner, "b");
    }

    @Test
    default void anExpiredHolderCanNeitherRenewNorReleaseNorProve() {
        LeaseKey key = enter(someone(), "a");
        advance(TERM);
        assertThat(renew(key)).containsExactly(key);
        assertThat(store().release(key)).isFalse();
        assertThat(store().prove(key, Duration.ZERO)).isFalse();
        assertThat(store().find(key.owner())).isEmpty();
    }

    @Test
    default void aRenewedLeaseLastsAnotherTerm() {
        LeaseKey key = enter(someone(), "a");
        advance(Duration.ofSeconds(40));
        assertThat(renew(key)).isEmpty();
        advance(Duration.ofSeconds(40));
        assertThat(store().prove(key, Duration.ZERO)).isTrue();
        assertAbout(store().find(key.owner()).orElseThrow().remaining(), Duration.ofSeconds(20));
    }

    @Test
    default void aRenewalPlacesTheLastActivityOnTheEnginesClock() {
        LeaseKey key = enter(someone(), "a");
        advance(Duration.ofSeconds(40));
        store().renew(List.of(new Renewal(key, Duration.ofSeconds(30))), TERM);
        advance(Duration.ofSeconds(10));
        assertAbout(store().find(key.owner()).orElseThrow().idle(), Duration.ofSeconds(40));
    }

    @Test
    default void aLaterRenewalWithALargerIdleNeverLowersTheLastActivity() {
        LeaseKey key = enter(someone(), "a");
        advance(Duration.ofSeconds(40));
        renew(key);
        HeldLease proven = seen(key);
        store().renew(List.of(new Renewal(key, Duration.ofSeconds(30))), TERM.dividedBy(2));
        assertThat(seen(key).lastActivity()).isEqualTo(proven.lastActivity());
        assertThat(seen(key).expires()).isAfterOrEqualTo(proven.expires());
    }

    @Test
    default void aRenewalKeepsTokenAndHolder() {
        LeaseKey key = enter(someone(), "a");
        renew(key);
        HeldLease held = store().find(key.owner()).orElseThrow();
        assertThat(held.key()).isEqualTo(key);
        assertThat(held.holder()).isEqualTo(session("a"));
    }

    @Test
    default void aBatchRenewsWhatIsHeldAndReturnsWhatIsLost() {
        LeaseKey expired = enter(someone(), "a");
        advance(TERM);
        LeaseKey released = enter(someone(), "b");
        store().release(released);
        LeaseKey first = enter(someone(), "c");
        LeaseKey second = enter(someone(), "d");
        assertThat(renew(expired, first, released, second)).containsExactlyInAnyOrder(expired, released);
        assertThat(store().prove(first, TERM.minus(tolerance()))).isTrue();
        assertThat(store().prove(second, TERM.minus(tolerance()))).isTrue();
    }

    @Test
    default void anEmptyBatchLosesNothing() {
        assertThat(renew()).isEmpty();
    }

    @Test
    default void aLargeBatchIsRenewedWhole() {
        List<Renewal> batch = IntStream.range(0, 1_000)
                .mapToObj(i -> new Renewal(enter(someone(), "s" + i), Duration.ZERO))
                .toList();
        assertThat(store().renew(batch, TERM)).isEmpty();
    }

    @Test
    default void aProofNeedsTheMargin() {
        LeaseKey key = enter(someone(), "a");
        advance(Duration.ofSeconds(30));
        assertThat(store().prove(key, Duration.ofSeconds(30).minus(tolerance())))
                .isTrue();
        assertThat(store().prove(key, Duration.ofSeconds(30).plus(ONE_SECOND))).isFalse();
    }
}
