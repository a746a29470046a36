/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.maildrop.session.LiveSessions;
import org.maildrop.session.SessionView;
import org.maildrop.session.SessionView.Standing;

/** How many sessions there are in each state, counted once for all who ask within a moment. Thread-safe. */
final class SessionsByStanding {
    private static final long MOMENT = Duration.ofMillis(500).toNanos();

    private final LiveSessions sessions;
    private final LongSupplier nanoTime;
    private Map<Standing, Integer> counted = Collections.emptyMap();
    private long since;

    SessionsByStanding(LiveSessions sessions, LongSupplier nanoTime) {
        this.sessions = sessions;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong() - MOMENT;
    }

    synchronized int in(Standing standing) {
        long now = nanoTime.getAsLong();
        if (now - since >= MOMENT) {
            counted = count();
            since = now;
        }
        return counted.getOrDefault(standing, 0);
    }

    private Map<Standing, Integer> count() {
        Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
        for (SessionView session : sessions.list()) {
            counts.merge(session.standing(), 1, Integer::sum);
        }
        return counts;
    }
}
