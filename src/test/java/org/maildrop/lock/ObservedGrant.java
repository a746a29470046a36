/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.time.Instant;
import org.maildrop.lock.LockEvent.Span;

/** A grant, as far as a history tells of it. Of its expiry are known the earliest and the latest moment. */
final class ObservedGrant {
    final long token;
    final Holder holder;
    final boolean heard;

    boolean entered;
    boolean ended;
    boolean proven;
    long provenUntil;
    private long earliestExpiry;
    private long latestExpiry;

    ObservedGrant(FencingToken token, Holder holder, boolean heard) {
        this(token.value(), holder, heard);
    }

    private ObservedGrant(long token, Holder holder, boolean heard) {
        this.token = token;
        this.holder = holder;
        this.heard = heard;
    }

    /** In the place of one that nobody has been given. */
    static ObservedGrant none() {
        ObservedGrant none = new ObservedGrant(0, new Holder("nobody", "none", "", Instant.EPOCH), false);
        none.ended = true;
        return none;
    }

    void lastsFrom(Span at, Duration term, long slack) {
        earliestExpiry = at.from() + term.toNanos() - slack;
        latestExpiry = at.to() + term.toNanos() + slack;
    }

    boolean isOf(FencingToken other) {
        return other.value() == token;
    }

    boolean surelyValid(Span at) {
        return surelyValid(at, Duration.ZERO);
    }

    /** And will be for longer than needed. */
    boolean surelyValid(Span at, Duration needed) {
        return !ended && at.to() + needed.toNanos() < earliestExpiry;
    }

    boolean surelyExpired(Span at) {
        return at.from() >= latestExpiry;
    }

    boolean surelyLastsLessThan(Duration margin, Span at) {
        return at.from() + margin.toNanos() > latestExpiry;
    }
}
