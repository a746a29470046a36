/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/** A node of a {@link LockHistory}: its locks on its own clocks, and the sessions on it. */
final class HistoryNode {
    private static final OutageListener NOBODY = new OutageListener() {
        @Override
        public void began(Throwable cause) {}

        @Override
        public void ended() {}
    };

    /** A session and what it knows of its lease. */
    static final class Session {
        final HistoryNode node;
        final Lease lease;
        final LeaseKey key;
        boolean lost;
        boolean closed;

        /** How often the node had been disturbed when it entered. */
        private final int disturbances;

        Session(HistoryNode node, Lease lease) {
            this.node = node;
            this.lease = lease;
            this.key = new LeaseKey(lease.owner(), lease.token());
            this.disturbances = node.disturbances;
            lease.onLost(() -> lost = true);
        }

        /** It believes that it holds the maildrop, and nothing has happened to its node since it entered. */
        boolean holdsUndisturbed() {
            return !lost && !closed && node.disturbances == disturbances;
        }
    }

    final String name;
    final List<Session> sessions = new ArrayList<>();
    private final TestClock wall = new TestClock();
    private final TestClock steady = new TestClock(Instant.EPOCH);
    private final TestScheduler scheduler = new TestScheduler(steady);
    private final MaildropLocks locks;
    private boolean paused;
    private Duration missed = Duration.ZERO;
    private int disturbances;

    HistoryNode(String name, LeaseStore store, LockSettings settings) {
        this.name = name;
        SteadyClock clock = SteadyClock.startingAt(
                wall, () -> Duration.between(Instant.EPOCH, steady.instant()).toNanos());
        this.locks = new MaildropLocks(store, settings, name, clock, scheduler, NOBODY);
    }

    AcquireOutcome acquire(Owner owner, String session) {
        return locks.acquire(owner, session, "192.0.2.7");
    }

    boolean isPaused() {
        return paused;
    }

    /** Time passes, here or, while the node is paused, past it. */
    void pass(Duration span) {
        if (paused) {
            missed = missed.plus(span);
        } else {
            wall.advance(span);
            scheduler.advance(span);
            touchAll();
        }
    }

    void pause() {
        paused = true;
        disturbances++;
    }

    /** @param clockStoodStill as that of a machine does that slept, so that the node does not know that time has passed */
    void resume(boolean clockStoodStill) {
        paused = false;
        if (!clockStoodStill) {
            steady.advance(missed);
        }
        missed = Duration.ZERO;
        pass(Duration.ZERO);
    }

    /** Somebody sets its clock; that is no disturbance, since nothing may come of it. */
    void setClock(Duration by) {
        wall.advance(by);
    }

    /** All clients are busy ones: none is taken over for being idle. */
    private void touchAll() {
        sessions.forEach(session -> session.lease.touch());
    }
}
