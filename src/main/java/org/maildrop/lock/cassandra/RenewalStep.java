/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maildrop.lock.LeaseKey;

/**
 * What a renewal wants to write: a condition of the transaction says that nothing is moved back by it. Or by less than a
 * second, of a last activity; whom that makes idle was so before.
 */
record RenewalStep(LeaseKey key, Instant active, Instant expires) {
    /** The last activity of a quiet session is placed anew with each renewal, and never quite alike. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    BoundStatement bind(PreparedStatement renew) {
        return renew.bind(active, expires, key.owner().name(), key.token().value(), active.plus(GRACE), expires);
    }

    /**
     * After this one was not applied, and the row was as told: what to try then. Nothing if the lease is lost. That is
     * so when another renewal has not been before, since the condition about time is the only one left then.
     */
    Optional<RenewalStep> after(Row told) {
        if (!told.getColumnDefinitions().contains("fencing_token")) {
            return Optional.empty();
        }
        Long token = told.get("fencing_token", Long.class);
        Instant laterActive = later(active, told.getInstant("active"));
        Instant laterExpires = later(expires, told.getInstant("expires"));
        boolean overtaken = laterActive.isAfter(active.plus(GRACE)) || laterExpires.isAfter(expires);
        return token != null && token == key.token().value() && overtaken
                ? Optional.of(new RenewalStep(key, laterActive, laterExpires))
                : Optional.empty();
    }

    private static Instant later(Instant own, @Nullable Instant told) {
        return told != null && told.isAfter(own) ? told : own;
    }
}
