/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Locale;
import org.maildrop.session.EnterOutcome;

/** What became of a login, in one word: the log and the counts tell it by the same. */
enum LoginResult {
    ENTERED,
    DENIED,
    /** Refused before the password was looked at: it came in clear. */
    CLEARTEXT,
    IN_USE,
    TOO_SOON,
    TOO_MANY_OF_USER,
    TOO_MANY_OF_ADDRESS,
    USERS_UNAVAILABLE,
    LOCK_UNAVAILABLE,
    STORE_FAILED;

    /** @param outcome of a login that has ended, so none that waits */
    static LoginResult of(EnterOutcome outcome) {
        if (outcome instanceof EnterOutcome.Entered) {
            return ENTERED;
        }
        if (outcome instanceof EnterOutcome.InUse) {
            return IN_USE;
        }
        if (outcome instanceof EnterOutcome.TooSoon) {
            return TOO_SOON;
        }
        if (outcome instanceof EnterOutcome.TooManySessions tooMany) {
            return switch (tooMany.of()) {
                case USER -> TOO_MANY_OF_USER;
                case ADDRESS -> TOO_MANY_OF_ADDRESS;
            };
        }
        return trouble(outcome);
    }

    private static LoginResult trouble(EnterOutcome outcome) {
        if (outcome instanceof EnterOutcome.StoreFailed) {
            return STORE_FAILED;
        }
        if (outcome instanceof EnterOutcome.AuthUnavailable) {
            return USERS_UNAVAILABLE;
        }
        return outcome instanceof EnterOutcome.LockUnavailable ? LOCK_UNAVAILABLE : DENIED;
    }

    /** How the log tells it. */
    String told() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
