/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The least time between two logins of a user on this server (RFC 2449, section 6.5). What counts is the last one that was
 * answered with +OK; if there are too many users to remember, some may come sooner. Thread-safe.
 */
public final class LoginDelay {
    private static final int MOST = 100_000;

    private final long delay;
    private final LongSupplier nanoTime;
    private final Cache<String, Long> lastLogins;

    /**
     * @param delay    nothing for none
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    public LoginDelay(Optional<Duration> delay, LongSupplier nanoTime) {
        this.delay = delay.orElse(Duration.ZERO).toNanos();
        this.nanoTime = nanoTime;
        lastLogins = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(Duration.ofNanos(this.delay))
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** How long this user has to wait until the next login, if at all. */
    Optional<Duration> left(String user) {
        Long last = lastLogins.getIfPresent(user);
        return Optional.ofNullable(last)
                .map(since -> Duration.ofNanos(delay - (nanoTime.getAsLong() - since)))
                .filter(left -> !left.isZero() && !left.isNegative());
    }

    /** This user has logged in, now. */
    void entered(String user) {
        if (delay > 0) {
            lastLogins.put(user, nanoTime.getAsLong());
        }
    }
}
