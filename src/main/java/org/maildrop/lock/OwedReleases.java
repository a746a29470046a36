/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Maildrops that a node has left and the store has not freed: a release failed, or is still to be asked for. Each is
 * owed for a term; by then the lease has expired, since nobody renews it.
 */
final class OwedReleases {
    private record Owed(LeaseKey key, Instant until) {}

    private final LeaseStore store;
    private final Duration term;
    private final Clock clock;

    /** Whoever fails goes to the end, so that one which fails always keeps no other from its turn. */
    private final Queue<Owed> owed = new ConcurrentLinkedQueue<>();

    OwedReleases(LeaseStore store, Duration term, Clock clock) {
        this.store = store;
        this.term = term;
        this.clock = clock;
    }

    void add(LeaseKey key) {
        owed.add(new Owed(key, clock.instant().plus(term)));
    }

    /** Asks the store at once, and again later if it cannot answer. Never throws. */
    void release(LeaseKey key) {
        release(new Owed(key, clock.instant().plus(term)));
    }

    /** Asks for all that are owed, each once, until the time is over or the store is away. Never throws. */
    void releaseWithin(Duration time) {
        Instant now = clock.instant();
        Instant end = now.plus(time);
        owed.removeIf(expired -> !now.isBefore(expired.until));
        boolean answers = true;
        for (int left = owed.size(); left > 0 && answers && clock.instant().isBefore(end); left--) {
            Owed next = owed.poll();
            answers = next == null || release(next);
        }
    }

    /** False if the store is away, and others need not be tried. */
    private boolean release(Owed release) {
        try {
            store.release(release.key);
            return true;
        } catch (LeaseStoreException away) {
            owed.add(release);
            return false;
        } catch (Throwable odd) {
            // A bug's, perhaps of this key alone.
            owed.add(release);
            return true;
        }
    }
}
