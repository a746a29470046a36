/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.Owner;

/** How a lease ends that another wants: by a takeover, or by force. */
public interface LeaseTakeoverContract extends LeaseStoreSteps {
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
        // An engine's own clock may not have moved yet: then there is no later activity, and nothing to tell.
        await().until(() -> {
            renew(acting);
            return seen(acting).lastActivity().isAfter(seen.lastActivity());
        });
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
}
