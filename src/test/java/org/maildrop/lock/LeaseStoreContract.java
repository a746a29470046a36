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
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.maildrop.snapshot.Owner;

/**
 * What every lease store promises. A store's test implements {@link #store} and {@link #advance}, on the real engine.
 */
public interface LeaseStoreContract extends LeaseTermContract, LeaseTakeoverContract {
    /** How often fifty threads enter a maildrop in the race. */
    default int rounds() {
        return 10_000;
    }

    @Test
    default void aFreeMaildropIsGranted() {
        Owner owner = someone();
        Attempt attempt = store().acquire(owner, session("a"), TERM);
        LeaseKey key = granted(attempt, owner);
        HeldLease held = store().find(owner).orElseThrow();
        assertThat(held.key()).isEqualTo(key);
        assertThat(store().lastToken(owner)).contains(key.token());
        assertThat(held.expires()).isCloseTo(((Attempt.Granted) attempt).expires(), within(1, ChronoUnit.MILLIS));
        assertAbout(held.remaining(), TERM);
        assertAbout(held.idle(), Duration.ZERO);
    }

    @Test
    default void aHeldMaildropIsContendedAndTellsWhoHasIt() {
        Owner owner = someone();
        LeaseKey first = enter(owner, "a");
        advance(Duration.ofSeconds(20));
        HeldLease held = contended(store().acquire(owner, session("b"), TERM));
        assertThat(held.key()).isEqualTo(first);
        assertThat(held.holder()).isEqualTo(session("a"));
        assertAbout(held.idle(), Duration.ofSeconds(20));
        assertAbout(held.remaining(), Duration.ofSeconds(40));
    }

    @Test
    default void aContendedAttemptChangesNothing() {
        Owner owner = someone();
        LeaseKey first = enter(owner, "a");
        advance(Duration.ofSeconds(50));
        contended(store().acquire(owner, session("b"), TERM));
        advance(Duration.ofSeconds(10));
        assertThat(store().find(owner)).isEmpty();
        assertThat(store().release(first)).isFalse();
    }

    @Test
    default void theHoldersOwnSecondAttemptIsContendedToo() {
        Owner owner = someone();
        enter(owner, "a");
        contended(store().acquire(owner, session("a"), TERM));
    }

    @Test
    default void theMaildropsOfTwoOwnersAreIndependent() {
        Owner first = someone();
        Owner second = someone();
        LeaseKey key = enter(first, "a");
        enter(second, "a");
        store().release(key);
        assertThat(store().find(first)).isEmpty();
        assertThat(store().find(second)).isPresent();
    }

    @Test
    default void ownersThatDifferInCaseOrMarksOnlyAreTwo() {
        String name = "zoë-" + UUID.randomUUID();
        enter(new Owner(name), "a");
        enter(new Owner(name.toUpperCase(Locale.ROOT)), "b");
        enter(new Owner(name.replace('ë', 'e')), "c");
        enter(new Owner(name + " "), "d");
    }

    @Test
    default void aReleasedMaildropIsFree() {
        Owner owner = someone();
        LeaseKey key = enter(owner, "a");
        assertThat(store().release(key)).isTrue();
        assertThat(store().find(owner)).isEmpty();
        enter(owner, "b");
    }

    @Test
    default void aLeaseIsReleasedOnce() {
        LeaseKey key = enter(someone(), "a");
        assertThat(store().release(key)).isTrue();
        assertThat(store().release(key)).isFalse();
    }

    @Test
    default void aStaleKeyHasNoEffectOnTheSuccessorsLease() {
        Owner owner = someone();
        LeaseKey stale = enter(owner, "a");
        advance(TERM);
        LeaseKey successor = enter(owner, "b");
        assertThat(store().release(stale)).isFalse();
        assertThat(renew(stale)).containsExactly(stale);
        assertThat(store().prove(stale, Duration.ZERO)).isFalse();
        assertThat(store().prove(successor, TERM.minus(tolerance()))).isTrue();
        assertThat(contended(store().acquire(owner, session("c"), TERM)).holder())
                .isEqualTo(session("b"));
    }

    @Test
    default void aReleasedLeaseCannotBeProven() {
        LeaseKey key = enter(someone(), "a");
        store().release(key);
        assertThat(store().prove(key, Duration.ZERO)).isFalse();
    }

    @Test
    default void validLeasesAreListedAndOthersNot() {
        LeaseKey expired = enter(someone(), "a");
        advance(TERM);
        LeaseKey released = enter(someone(), "b");
        store().release(released);
        LeaseKey held = enter(someone(), "c");
        assertThat(store().list()).extracting(HeldLease::key).contains(held).doesNotContain(expired, released);
        assertThat(store().list())
                .filteredOn(lease -> lease.key().equals(held))
                .singleElement()
                .extracting(HeldLease::holder)
                .isEqualTo(session("c"));
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    default void fiftyThreadsRacingForOneMaildropAreNeverTwoInside() throws Exception {
        LeaseRace race = new LeaseRace(store(), someone(), TERM);
        race.run(50, rounds());
        assertThat(race.intrusions()).isZero();
        assertThat(race.entries()).isEqualTo(rounds());
        assertThat(race.tokens()).hasSize(rounds()).isSorted().doesNotHaveDuplicates();
        assertThat(race.staleReleases()).isZero();
    }
}
