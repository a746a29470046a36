/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Duration;
import org.maildrop.snapshot.Owner;

/**
 * One login's way from a proven user to its opened maildrop: a place among the sessions, the delay between logins, and the
 * {@link Entrance}, before which it may have to wait for the session that has the maildrop. Not safe for use by several
 * threads at once.
 */
final class WayIn {
    /** Between two looks at a maildrop in use. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Session.Door door;
    private final Tally tally;
    private final Owner owner;
    private final Login login;
    private final SessionLimits.Admission admission;
    private final long since;

    /** Takes a place among the sessions, if there is one. */
    WayIn(Session.Door door, Tally tally, Owner owner, Login login) {
        this.door = door;
        this.tally = tally;
        this.owner = owner;
        this.login = login;
        this.admission = door.limits().admit(owner.name(), login.peer().address());
        this.since = door.nanoTime().getAsLong();
    }

    /** Its place. It is given up where this way ends without an opened maildrop; else whoever has that closes it. */
    SessionLimits.Admission admission() {
        return admission;
    }

    /**
     * Goes on: the outcome, and the state to be in. After {@link EnterOutcome.Waiting} it is to be called again, once the
     * pause is over. Blocks on lock and store.
     */
    Entrance.Passage goOn() {
        return admission
                .excess()
                .map(excess -> Entrance.Passage.outside(new EnterOutcome.TooManySessions(excess)))
                .orElseGet(this::keepPlaceOrLeave);
    }

    private Entrance.Passage keepPlaceOrLeave() {
        boolean keeps = false;
        tally.waited(waited());
        try {
            Entrance.Passage passage = look();
            keeps = passage.state() instanceof Transaction || passage.outcome() instanceof EnterOutcome.Waiting;
            return passage;
        } finally {
            if (!keeps) {
                admission.close();
            }
        }
    }

    private Entrance.Passage look() {
        Entrance.Passage passage = passage();
        boolean patient = waited() < door.entrance().patience().toNanos();
        if (passage.outcome() instanceof EnterOutcome.InUse && patient) {
            tally.mustWait();
            return Entrance.Passage.outside(new EnterOutcome.Waiting(PAUSE));
        }
        return passage;
    }

    /** Whoever comes too soon does not get to the lock; also one that has waited for it, while others logged in. */
    private Entrance.Passage passage() {
        return door.loginDelay()
                .left(owner.name())
                .map(left -> Entrance.Passage.outside(new EnterOutcome.TooSoon(left)))
                .orElseGet(() -> door.entrance().enter(owner, login.peer()));
    }

    /** For how long it has been on its way. */
    private long waited() {
        return door.nanoTime().getAsLong() - since;
    }

    /** The session is in TRANSACTION: that is noted, and told to those who have to know. */
    void entered(Transaction transaction) {
        tally.entered(transaction.maildrop());
        transaction.lease().onLost(login.onLost());
        door.loginDelay().entered(owner.name());
    }
}
