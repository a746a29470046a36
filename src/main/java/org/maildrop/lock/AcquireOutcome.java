/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Instant;
import java.util.function.Function;

/** What became of a session's wish to enter a maildrop. */
public sealed interface AcquireOutcome {
    /** The maildrop is this session's until the lease is closed or lost. */
    record Acquired(Lease lease) implements AcquireOutcome {
        @Override
        public <T> T fold(
                Function<Acquired, T> acquired, Function<InUse, T> inUse, Function<Unavailable, T> unavailable) {
            return acquired.apply(this);
        }
    }

    /**
     * Another session has it: {@code [IN-USE]} of RFC 2449.
     *
     * @param lastActivity of the holder, on the store's clock, as of its latest renewal
     */
    record InUse(Holder holder, Instant lastActivity) implements AcquireOutcome {
        @Override
        public <T> T fold(
                Function<Acquired, T> acquired, Function<InUse, T> inUse, Function<Unavailable, T> unavailable) {
            return inUse.apply(this);
        }
    }

    /** Nobody can tell who has it, so nobody enters: {@code [SYS/TEMP]} of RFC 3206. The cause is for the log. */
    record Unavailable(Throwable cause) implements AcquireOutcome {
        @Override
        public <T> T fold(
                Function<Acquired, T> acquired, Function<InUse, T> inUse, Function<Unavailable, T> unavailable) {
            return unavailable.apply(this);
        }
    }

    /** Applies the function of the case at hand: the exhaustive switch that Java 17 lacks for types. */
    <T> T fold(Function<Acquired, T> acquired, Function<InUse, T> inUse, Function<Unavailable, T> unavailable);
}
