/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.time.Duration;

/**
 * How failed logins are slowed down.
 *
 * @param delay   how long the answer to one takes, whatever was wrong; and how long the first that is kept waiting waits.
 *     Zero: nobody is slowed down, and the time that an answer takes tells whether there is such a user
 * @param longest the longest that one is kept waiting
 */
public record ThrottleSettings(Duration delay, Duration longest) {
    public static final ThrottleSettings DEFAULT = new ThrottleSettings(Duration.ofSeconds(1), Duration.ofSeconds(15));

    public static final ThrottleSettings OFF = new ThrottleSettings(Duration.ZERO, Duration.ZERO);

    public ThrottleSettings {
        if (delay.isNegative() || longest.compareTo(delay) < 0) {
            throw new IllegalArgumentException("the longest delay is not shorter than the first");
        }
    }
}
