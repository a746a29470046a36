/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.time.Instant;

/**
 * A lease as its store saw it at one moment. The instants are of the engine's clock: subtract them from each other,
 * and compare them with nothing else.
 *
 * @param lastActivity when the holder last did something, as far as its latest renewal told
 * @param expires the first instant at which the lease is no longer valid
 * @param seen the moment of the observation
 */
public record HeldLease(LeaseKey key, Holder holder, Instant lastActivity, Instant expires, Instant seen) {
    /** How long the holder had done nothing; late by up to a renewal, since activity is told with renewals. */
    public Duration idle() {
        return Duration.between(lastActivity, seen);
    }

    /** How long the lease would last if it were not renewed. */
    public Duration remaining() {
        return Duration.between(seen, expires);
    }
}
