/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.maildrop.session.SessionView;

/**
 * A session as JSON: what each field is, openapi.yaml tells.
 *
 * @param since ISO 8601, in UTC
 * @param idle  seconds
 */
record SessionJson(
        String id,
        @Nullable String user,
        String address,
        String since,
        long idle,
        String state,
        String transport,
        @Nullable String mechanism,
        Counters counters) {
    /** Named as the keys of the session's line in the log. */
    record Counters(int messages, long octets, int list, int uidl, int top, int retr, int dele, long sent, int failed) {
        static Counters of(SessionView.Counts counts) {
            return new Counters(
                    counts.messages(),
                    counts.octets(),
                    counts.lists(),
                    counts.uidls(),
                    counts.tops(),
                    counts.retrs(),
                    counts.deles(),
                    counts.sent(),
                    counts.failed());
        }
    }

    static SessionJson of(SessionView session, Instant now) {
        return new SessionJson(
                session.peer().session(),
                session.user().orElse(null),
                session.peer().address(),
                now.minus(session.age()).truncatedTo(ChronoUnit.SECONDS).toString(),
                session.idle().toSeconds(),
                session.standing().name(),
                session.transport(),
                session.mechanism().orElse(null),
                Counters.of(session.counts()));
    }
}
