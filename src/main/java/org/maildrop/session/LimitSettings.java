/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many sessions there may be at once, on one server, that have logged in or wait for their maildrop; and how often.
 *
 * @param perUser    of one user, at least 1; nothing for no limit
 * @param perAddress from one address, likewise; of IPv6 the leading 64 bits count as one
 * @param loginDelay from one login of a user to the next, in whole seconds; nothing for none
 */
public record LimitSettings(OptionalInt perUser, OptionalInt perAddress, Optional<Duration> loginDelay) {
    /** A maildrop has one session at a time, so the others only wait; many users may share an address. */
    public static final LimitSettings DEFAULT =
            new LimitSettings(OptionalInt.of(10), OptionalInt.empty(), Optional.empty());

    public static final LimitSettings NONE =
            new LimitSettings(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    public LimitSettings {
        if (perUser.orElse(1) < 1 || perAddress.orElse(1) < 1) {
            throw new IllegalArgumentException("a limit is of at least one session");
        }
    }
}
