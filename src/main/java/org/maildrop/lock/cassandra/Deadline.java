/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.maildrop.lock.LeaseStoreException;

/** By when an operation has its answer, however many statements it takes. */
final class Deadline {
    private final LongSupplier nanos;
    private final long end;

    private Deadline(LongSupplier nanos, long end) {
        this.nanos = nanos;
        this.end = end;
    }

    static Deadline in(Duration span, LongSupplier nanos) {
        return new Deadline(nanos, nanos.getAsLong() + span.toNanos());
    }

    /** More than nothing, or a {@link LeaseStoreException}. */
    Duration left() {
        long left = end - nanos.getAsLong();
        if (left <= 0) {
            throw new LeaseStoreException("the lock store in Cassandra did not come to an answer in time");
        }
        return Duration.ofNanos(left);
    }
}
