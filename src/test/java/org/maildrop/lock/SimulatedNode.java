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
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;

/**
 * A server of a simulation: its locks, its line to the engine, and a clock that tells what it likes. Its timers go as
 * time goes, whatever its clock says; while it is paused they wait, and its clock goes on.
 */
final class SimulatedNode {
    private final String name;
    private final TestClock passed = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(passed);
    private final RecordingLeaseStore line;
    private final MaildropLocks locks;
    private Duration offset = Duration.ZERO;
    private double drift;
    private boolean trueClock = true;
    private boolean paused;

    SimulatedNode(String name, RecordingLeaseStore line, LockSettings settings) {
        this.name = name;
        this.line = line;
        this.locks = new MaildropLocks(line, settings, name, new NodeClock(), scheduler, new SilentOutages());
    }

    String name() {
        return name;
    }

    MaildropLocks locks() {
        return locks;
    }

    RecordingLeaseStore line() {
        return line;
    }

    void pass(Duration span) {
        offset = offset.plusNanos((long) (span.toNanos() * drift));
        if (paused) {
            passed.advance(span);
        } else {
            scheduler.advance(span);
        }
    }

    /** Has what is due done, the telling of losses say; nothing while it is paused. */
    void settle() {
        pass(Duration.ZERO);
    }

    void pause() {
        paused = true;
    }

    /** Nothing that has become due meanwhile is done yet: a session may come first. */
    void resume() {
        paused = false;
    }

    boolean isPaused() {
        return paused;
    }

    void jump(Duration span) {
        offset = offset.plus(span);
        trueClock = false;
    }

    /** @param rate by how much its clock is too fast, or, below zero, too slow: 0.1 is six seconds a minute */
    void drift(double rate) {
        drift = rate;
        trueClock = false;
    }

    /** Whether its clock has always gone as time goes, as a server's does. */
    boolean hasTrueClock() {
        return trueClock;
    }

    @Override
    public String toString() {
        return name;
    }

    private final class NodeClock extends Clock {
        @Override
        public Instant instant() {
            return passed.instant().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
