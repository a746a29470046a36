/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.maildrop.session.SessionSettings;

/** When a session was active last, and what follows from its being idle since. Safe for use by several threads. */
final class Activity {
    /** From then on nothing is kept ready for what the client may want next. */
    private static final Duration RESTING = Duration.ofSeconds(10);

    private final SessionSettings settings;
    private final LongSupplier nanoTime;
    private volatile boolean loggedIn;
    private volatile long last;

    /**
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    Activity(SessionSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** It is active now. */
    void now() {
        last = nanoTime.getAsLong();
    }

    /** From now on it may be idle for as long as the autologout says, or the login's timeout. */
    void loggedIn(boolean loggedIn) {
        this.loggedIn = loggedIn;
    }

    /** For how long it has done nothing. */
    Duration idle() {
        return Duration.ofNanos(nanoTime.getAsLong() - last);
    }

    boolean isResting(long now) {
        return now - last >= RESTING.toNanos();
    }

    /** What its end is when it has been idle for too long. */
    Ending end() {
        return loggedIn ? Ending.AUTOLOGOUT : Ending.LOGIN_TIMEOUT;
    }

    /** Whether it has been idle for too long. */
    boolean isOver(long now) {
        Duration limit = loggedIn ? settings.autologout() : settings.loginTimeout();
        return now - last >= limit.toNanos();
    }
}
