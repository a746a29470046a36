/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Duration;

/**
 * How long a session may be idle, how many there may be, and what is removed behind them.
 *
 * @param autologout   after login; not less than 10 minutes (RFC 1725, section 3)
 * @param loginTimeout before login
 * @param limits       on their number
 * @param expiry       of the mail that clients leave
 * @param marksSeen    whether what RETR has sent whole is marked as seen
 */
public record SessionSettings(
        Duration autologout, Duration loginTimeout, LimitSettings limits, ExpiryPolicy expiry, boolean marksSeen) {
    /** What RFC 1725 asks for at least. */
    public static final Duration SHORTEST_AUTOLOGOUT = Duration.ofMinutes(10);

    public static final SessionSettings DEFAULT = new SessionSettings(
            SHORTEST_AUTOLOGOUT, Duration.ofMinutes(3), LimitSettings.DEFAULT, new ExpiryPolicy.Never(), false);

    public SessionSettings {
        if (autologout.compareTo(SHORTEST_AUTOLOGOUT) < 0) {
            throw new IllegalArgumentException("RFC 1725, section 3: the autologout timer is of at least 10 minutes");
        }
    }
}
