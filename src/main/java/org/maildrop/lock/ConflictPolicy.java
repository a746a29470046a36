/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.util.Optional;

/**
 * What a login does when another session has the maildrop: wait a little for one that is about to leave, take over from
 * one that has been idle for long, else be refused.
 *
 * @param patience        how long a login waits at the most; zero: not at all
 * @param takeoverAfter how long the holder must have been idle to lose its lease; nothing: it never does
 */
public record ConflictPolicy(Duration patience, Optional<Duration> takeoverAfter) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Waits 3 seconds; takes over after 2 minutes. */
    public static final ConflictPolicy DEFAULT =
            new ConflictPolicy(Duration.ofSeconds(3), Optional.of(Duration.ofMinutes(2)));

    /** The strict one: refuses at once, whatever the holder does. */
    public static final ConflictPolicy REJECT = new ConflictPolicy(Duration.ZERO, Optional.empty());

    public ConflictPolicy {
        if (patience.isNegative() || patience.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("wait: at most 30 seconds, not " + patience);
        }
    }

    /** Whether a holder that has been idle for so long has to give way. */
    boolean takesOver(Duration idle) {
        return takeoverAfter.isPresent() && idle.compareTo(takeoverAfter.get()) >= 0;
    }
}
