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

/** Bad histories are found out, and good ones are not. */
class LockHistoryCheckerTest {
    private static final Owner BOB = new Owner("bob@example.org");
    private static final Owner ALICE = new Owner("alice@example.org");
    private static final Duration TERM = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final List<LockEvent> events = new ArrayList<>();

    private static LeaseKey bob(long token) {
        return new LeaseKey(BOB, new FencingToken(token));
    }

    private static Holder session(String name) {
        return new Holder("node", name, "192.0.2.7", Instant.EPOCH);
    }

    private static What granted(LeaseKey key) {
        return new What.Granted(key, session("a"), Optional.empty(), TERM);
    }

    private static What takenOver(long replaced, long token) {
        return new What.Granted(bob(token), session("b"), Optional.of(new FencingToken(replaced)), TERM);
    }

    private static What entered(long token) {
        return new What.Entered(bob(token), session("a"));
    }

    private static What proven(long token) {
        return new What.Proven(bob(token), MARGIN);
    }

    private LockHistoryCheckerTest at(long second, What what) {
        return during(second, second, what);
    }

    private LockHistoryCheckerTest during(long from, long to, What what) {
        events.add(new LockEvent(new Span(from * 1_000_000_000, to * 1_000_000_000), true, what));
        return this;
    }

    private LockHistoryCheckerTest unheard(long second, What what) {
        events.add(new LockEvent(new Span(second * 1_000_000_000, second * 1_000_000_000), false, what));
        return this;
    }

    private void isFine() {
        assertThat(LockHistoryChecker.firstViolation(events, Duration.ZERO)).isEmpty();
    }

    /** For this reason, and not before its last event. */
    private void isRefused(String why) {
        int last = events.size() - 1;
        assertThat(LockHistoryChecker.firstViolation(events.subList(0, last), Duration.ZERO))
                .isEmpty();
        assertThat(LockHistoryChecker.firstViolation(events, Duration.ZERO))
                .hasValueSatisfying(
                        wrong -> assertThat(wrong.told()).startsWith(why + "\n").contains("\n  " + last + ": "));
    }

    @Test
    void aLifeFromLoginToQuitIsFine() {
        at(0, granted(bob(1))).at(0, entered(1)).at(20, new What.Renewed(bob(1), TERM));
        at(70, new What.Seen(bob(1))).at(70, new What.Denied(bob(1), MARGIN.plusSeconds(1)));
        at(70, new What.Renewed(bob(1), TERM)).at(70, proven(1)).at(80, new What.Removed(bob(1)));
        at(80, new What.Released(bob(1))).at(80, new What.SeenFree(BOB)).at(81, granted(bob(2)));
        at(140, new What.Believed(bob(2))).at(141, granted(bob(3))).isFine();
    }

    @Test
    void twoMaildropsAreTwo() {
        at(0, granted(bob(2)))
                .at(1, granted(new LeaseKey(ALICE, new FencingToken(1))))
                .isFine();
    }

    @Test
    void aTakeoverOfThePresentLeaseIsFineAndEndsIt() {
        at(0, granted(bob(1)))
                .at(1, takenOver(1, 2))
                .at(2, new What.Denied(bob(1), Duration.ZERO))
                .isFine();
    }

    @Test
    void whereTheTimeIsNotKnownCloselyEitherAnswerIsRight() {
        during(0, 2, granted(bob(1)))
                .at(61, new What.Seen(bob(1)))
                .at(61, granted(bob(2)))
                .isFine();
    }

    @Test
    void twoHoldersAreRefused() {
        at(0, granted(bob(1))).at(59, granted(bob(2))).isRefused("two valid holders");
    }

    @Test
    void twoHoldersAreRefusedThoughTheFirstHasNeverHeardOfIt() {
        unheard(0, granted(bob(1))).at(59, granted(bob(2))).isRefused("two valid holders");
    }

    @Test
    void aSecondHolderAfterARenewalIsRefused() {
        at(0, granted(bob(1))).at(20, new What.Renewed(bob(1), TERM)).at(79, granted(bob(2)));
        isRefused("two valid holders");
    }

    @Test
    void aTakeoverOfAnotherThanThePresentLeaseIsRefused() {
        at(0, granted(bob(1)))
                .at(1, new What.Released(bob(1)))
                .at(2, granted(bob(2)))
                .at(3, takenOver(1, 3));
        isRefused("two valid holders");
    }

    @Test
    void tokensThatDoNotGrowAreRefused() {
        at(0, granted(bob(5))).at(1, new What.Released(bob(5))).at(2, granted(bob(5)));
        isRefused("a token that has not grown");
    }

    @Test
    void aRemovalWithoutAProofIsRefused() {
        at(0, granted(bob(1))).at(1, new What.Removed(bob(1))).isRefused("a removal without a proof");
    }

    @Test
    void aRemovalByAProofThatWasNotHeardIsRefused() {
        at(0, granted(bob(1))).unheard(1, proven(1)).at(1, new What.Removed(bob(1)));
        isRefused("a removal without a proof");
    }

    @Test
    void aRemovalLaterThanTheMarginIsRefused() {
        at(0, granted(bob(1))).at(1, proven(1)).at(12, new What.Removed(bob(1)));
        isRefused("a removal later than the proof allows");
    }

    @Test
    void aRemovalAfterATakeoverIsRefused() {
        at(0, granted(bob(1))).at(1, proven(1)).at(2, takenOver(1, 2)).at(3, new What.Removed(bob(1)));
        isRefused("a removal by a session that is not the newest");
    }

    @Test
    void aRemovalAfterAnEndByForceIsRefused() {
        at(0, granted(bob(1))).at(1, proven(1)).at(2, new What.Forced(bob(1))).at(3, new What.Removed(bob(1)));
        isRefused("a removal under an expired lease");
    }

    @Test
    void aRemovalAfterTheExpiryIsRefused() {
        at(0, granted(bob(1))).at(50, proven(1)).at(60, new What.Removed(bob(1)));
        isRefused("a removal under an expired lease");
    }

    @Test
    void aProofForLongerThanTheLeaseLastsIsRefused() {
        at(0, granted(bob(1))).at(51, proven(1)).isRefused("a lease is proven for longer than it lasts");
    }

    @Test
    void aProofOfAnotherThanThePresentLeaseIsRefused() {
        at(0, granted(bob(1))).at(60, granted(bob(2))).at(61, proven(1));
        isRefused("a lease is proven that is not the newest");
    }

    @Test
    void aRenewalOfAnExpiredLeaseIsRefused() {
        at(0, granted(bob(1))).at(60, new What.Renewed(bob(1), TERM));
        isRefused("a lease is renewed that has expired");
    }

    @Test
    void aRenewalOfALeaseThatWasSeenToBeGoneIsRefusedThoughItMightHaveLasted() {
        during(0, 2, granted(bob(1))).at(61, new What.SeenFree(BOB)).at(61, new What.Renewed(bob(1), TERM));
        isRefused("a lease is renewed that has ended");
    }

    @Test
    void aReleaseOfTheSuccessorsLeaseIsRefused() {
        at(0, granted(bob(1))).at(60, granted(bob(2))).at(61, new What.Released(bob(1)));
        isRefused("a lease is released that is not the newest");
    }

    @Test
    void aSecondReleaseIsRefused() {
        at(0, granted(bob(1))).at(1, new What.Released(bob(1))).at(2, new What.Released(bob(1)));
        isRefused("a lease is released that has ended");
    }

    @Test
    void aRefusalInTheNameOfAnExpiredLeaseIsRefused() {
        at(0, granted(bob(1))).at(60, new What.Seen(bob(1)));
        isRefused("a lease is shown as the holder's that has expired");
    }

    @Test
    void aValidLeaseThatIsDeniedToItsHolderIsRefused() {
        at(0, granted(bob(1))).at(59, new What.Denied(bob(1), Duration.ZERO));
        isRefused("a valid lease is denied to its holder");
    }

    @Test
    void aHeldMaildropThatIsCalledFreeIsRefused() {
        at(0, granted(bob(1))).at(59, new What.SeenFree(BOB)).isRefused("a maildrop is called free while it is held");
    }

    @Test
    void anEntryWithoutAGrantIsRefused() {
        at(0, entered(1)).isRefused("a session is in that was not let in");
    }

    @Test
    void anEntryByAGrantThatWasNotHeardIsRefused() {
        unheard(0, granted(bob(1))).at(0, entered(1)).isRefused("a session is in that was not let in");
    }

    @Test
    void twoEntriesByOneGrantAreRefused() {
        at(0, granted(bob(1))).at(0, entered(1)).at(0, entered(1)).isRefused("two sessions are in by one grant");
    }

    @Test
    void aSessionThatHasNotBeenToldOfItsLossIsRefused() {
        at(0, granted(bob(1))).at(1, takenOver(1, 2)).at(60, new What.Believed(bob(1)));
        isRefused("a lease is believed in, by a session that nobody has told of its loss, that is not the newest");
    }
}
