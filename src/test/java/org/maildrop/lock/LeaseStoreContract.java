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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.maildrop.snapshot.Owner;

/**
 * What every lease store promises. A store's test implements {@link #store} and {@link #advance}, on the real engine.
 * Owners are new with each test, so that tests may share an engine and leave leases behind.
 */
public interface LeaseStoreContract {
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

    /** How often fifty threads enter a maildrop in the race. */
    default int rounds() {
        return 10_000;
    }

    private static Owner someone() {
        return new Owner("user-" + UUID.randomUUID() + "@example.org");
    }

    private static Holder session(String name) {
        return new Holder("node", name, "192.0.2.7", Instant.parse("2026-11-23T00:00:00Z"));
    }

    private LeaseKey enter(Owner owner, String session) {
        return granted(store().acquire(owner, session(session), TERM), owner);
    }

    private static LeaseKey granted(Attempt attempt, Owner owner) {
        assertThat(attempt).isInstanceOf(Attempt.Granted.class);
        return new LeaseKey(owner, ((Attempt.Granted) attempt).token());
    }

    private static HeldLease contended(Attempt attempt) {
        assertThat(attempt).isInstanceOf(Attempt.Contended.class);
        return ((Attempt.Contended) attempt).held();
    }

    private HeldLease seen(LeaseKey key) {
        HeldLease held = store().find(key.owner()).orElseThrow();
        assertThat(held.key()).isEqualTo(key);
        return held;
    }

    private Set<LeaseKey> renew(LeaseKey... keys) {
        return store().renew(
                        Stream.of(keys)
                                .map(key -> new Renewal(key, Duration.ZERO))
                                .toList(),
                        TERM);
    }

    private void assertAbout(Duration actual, Duration expected) {
        assertThat(actual.toMillis())
                .isCloseTo(expected.toMillis(), within(tolerance().toMillis()));
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

    @Test
    default void aReleasedLeaseCannotBeProven() {
        LeaseKey key = enter(someone(), "a");
        store().release(key);
        assertThat(store().prove(key, Duration.ZERO)).isFalse();
    }

    @Test
    default void tokensGrowAcrossReleaseExpiryTakeoverAndForceRelease() {
        Owner owner = someone();
        LeaseKey first = enter(owner, "a");
        store().release(first);
        LeaseKey second = enter(owner, "b");
        advance(TERM);
        LeaseKey third = enter(owner, "c");
        LeaseKey fourth = granted(store().takeover(seen(third), session("d"), TERM), owner);
        store().forceRelease(owner);
        LeaseKey fifth = enter(owner, "e");
        assertThat(List.of(first.token(), second.token(), third.token(), fourth.token(), fifth.token()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    default void aTakeoverEndsTheExpectedLeaseAndGrantsTheNext() {
        Owner owner = someone();
        LeaseKey old = enter(owner, "a");
        advance(Duration.ofSeconds(30));
        LeaseKey taken = granted(store().takeover(seen(old), session("b"), TERM), owner);
        assertThat(store().prove(old, Duration.ZERO)).isFalse();
        assertThat(renew(old)).containsExactly(old);
        assertThat(store().release(old)).isFalse();
        HeldLease held = store().find(owner).orElseThrow();
        assertThat(held.key()).isEqualTo(taken);
        assertThat(held.holder()).isEqualTo(session("b"));
        assertAbout(held.remaining(), TERM);
        assertAbout(held.idle(), Duration.ZERO);
    }

    @Test
    default void aTakeoverOfAnotherTokenThanThePresentIsContended() {
        Owner owner = someone();
        LeaseKey old = enter(owner, "a");
        HeldLease seen = seen(old);
        store().release(old);
        LeaseKey present = enter(owner, "b");
        assertThat(contended(store().takeover(seen, session("c"), TERM)).key()).isEqualTo(present);
        assertThat(store().prove(present, Duration.ZERO)).isTrue();
    }

    @Test
    default void aTakeoverOfALeaseWhoseHolderHasBeenActiveSinceItWasSeenIsContended() {
        Owner owner = someone();
        LeaseKey acting = enter(owner, "a");
        HeldLease seen = contended(store().acquire(owner, session("b"), TERM));
        advance(ONE_SECOND);
        renew(acting);
        assertThat(contended(store().takeover(seen, session("b"), TERM)).key()).isEqualTo(acting);
        assertThat(store().prove(acting, TERM.minus(tolerance()))).isTrue();
        assertThat(renew(acting)).isEmpty();
    }

    @Test
    default void aTakeoverOfAMaildropThatIsFreeByNowIsGranted() {
        Owner owner = someone();
        LeaseKey released = enter(owner, "a");
        HeldLease seen = seen(released);
        store().release(released);
        LeaseKey expired = granted(store().takeover(seen, session("b"), TERM), owner);
        HeldLease seenLater = seen(expired);
        advance(TERM);
        LeaseKey last = granted(store().takeover(seenLater, session("c"), TERM), owner);
        assertThat(store().prove(last, Duration.ZERO)).isTrue();
    }

    @Test
    default void aForcedReleaseEndsWhateverLeaseThereIs() {
        Owner owner = someone();
        LeaseKey key = enter(owner, "a");
        HeldLease ended = store().forceRelease(owner).orElseThrow();
        assertThat(ended.key()).isEqualTo(key);
        assertThat(ended.holder()).isEqualTo(session("a"));
        assertThat(store().prove(key, Duration.ZERO)).isFalse();
        enter(owner, "b");
    }

    @Test
    default void aForcedReleaseOfAFreeMaildropFindsNothing() {
        Owner owner = someone();
        assertThat(store().forceRelease(owner)).isEmpty();
        enter(owner, "a");
        advance(TERM);
        assertThat(store().forceRelease(owner)).isEmpty();
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
