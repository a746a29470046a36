/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.LockEvent.Span;
import org.maildrop.lock.LockEvent.What;
import org.maildrop.snapshot.Owner;

class ConcurrentHistoryCheckerTest {
    private static final Owner BOB = new Owner("bob@example.org");
    private static final Holder SESSION = new Holder("node", "session", "192.0.2.7", Instant.EPOCH);
    private static final Duration TERM = Duration.ofSeconds(60);

    private final List<LockEvent> events = new ArrayList<>();

    private static LeaseKey bob(long token) {
        return new LeaseKey(BOB, new FencingToken(token));
    }

    private static What granted(long token) {
        return new What.Granted(bob(token), SESSION, Optional.empty(), TERM);
    }

    private static What takenOver(long replaced, long token) {
        return new What.Granted(bob(token), SESSION, Optional.of(new FencingToken(replaced)), TERM);
    }

    private ConcurrentHistoryCheckerTest during(long from, long to, What what) {
        events.add(new LockEvent(new Span(from, to), true, what));
        return this;
    }

    private void isFine() {
        assertThat(ConcurrentHistoryChecker.firstViolation(events)).isEmpty();
    }

    private void isRefused(String why) {
        assertThat(ConcurrentHistoryChecker.firstViolation(events))
                .hasValueSatisfying(wrong -> assertThat(wrong).startsWith(why));
    }

    @Test
    void oneAfterTheOtherIsFine() {
        during(1, 2, granted(1)).during(3, 4, new What.Proven(bob(1), TERM));
        during(5, 6, new What.Released(bob(1))).during(7, 8, granted(2)).isFine();
    }

    @Test
    void aGrantDuringAReleaseIsFine() {
        during(1, 2, granted(1))
                .during(3, 9, new What.Released(bob(1)))
                .during(4, 5, granted(2))
                .isFine();
    }

    @Test
    void aTakeoverIsFineAndSoIsWhatWasUnderWayMeanwhile() {
        during(1, 2, granted(1)).during(3, 6, takenOver(1, 2)).during(4, 5, new What.Proven(bob(1), TERM));
        during(4, 5, new What.Denied(bob(1), TERM)).isFine();
    }

    @Test
    void twoHoldersAtOnceAreRefused() {
        during(1, 2, granted(1)).during(3, 4, granted(2)).during(5, 6, new What.Released(bob(1)));
        isRefused("two holders at once");
    }

    @Test
    void aTakeoverOfAnotherThanTheHolderIsRefused() {
        during(1, 2, granted(1)).during(3, 4, new What.Released(bob(1))).during(5, 6, granted(2));
        during(7, 8, takenOver(1, 3)).isRefused("two holders at once");
    }

    @Test
    void aTokenThatComesAgainIsRefused() {
        during(1, 2, granted(1)).during(3, 4, new What.Released(bob(1))).during(5, 6, granted(1));
        isRefused("a token that has come again");
    }

    @Test
    void aLaterGrantOfASmallerTokenIsRefused() {
        during(1, 2, granted(2)).during(3, 4, new What.Released(bob(2))).during(5, 6, granted(1));
        isRefused("a token that has not grown");
    }

    @Test
    void aProofAfterTheEndIsRefused() {
        during(1, 2, granted(1)).during(3, 4, new What.Forced(bob(1))).during(5, 6, new What.Proven(bob(1), TERM));
        isRefused("a lease that is gone");
    }

    @Test
    void aRenewalAfterASuccessorsGrantIsRefused() {
        during(1, 2, granted(1)).during(3, 9, new What.Released(bob(1))).during(4, 5, granted(2));
        during(6, 7, new What.Renewed(bob(1), TERM)).isRefused("a lease that is gone");
    }

    @Test
    void aRefusalInTheNameOfALeaseThatWasReleasedIsRefused() {
        during(1, 2, granted(1)).during(3, 4, new What.Released(bob(1))).during(5, 6, new What.Seen(bob(1)));
        isRefused("a lease that is gone");
    }

    @Test
    void aHeldLeaseThatIsDeniedToItsHolderIsRefused() {
        during(1, 2, granted(1)).during(3, 4, new What.Denied(bob(1), TERM)).during(5, 6, new What.Released(bob(1)));
        isRefused("a valid lease is denied to its holder");
    }
}
