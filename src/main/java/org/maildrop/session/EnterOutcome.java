/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Duration;
import org.maildrop.lock.Holder;
import org.maildrop.snapshot.DropListing;
import org.maildrop.snapshot.MaildropStoreException;

/** What became of a login: every way of logging in ends in one of these. */
public sealed interface EnterOutcome {
    /** The maildrop is locked and open; the session is in TRANSACTION. */
    record Entered(DropListing maildrop) implements EnterOutcome {}

    /** Wrong name or password; which of them is not told. */
    record Denied() implements EnterOutcome {}

    /** Another session has the maildrop. */
    record InUse(Holder holder) implements EnterOutcome {}

    /** There are too many sessions of this user already, or from this address. */
    record TooManySessions(SessionLimits.Excess of) implements EnterOutcome {}

    /** The user's last login is not long enough ago; {@code left}: how long the next one has to wait. */
    record TooSoon(Duration left) implements EnterOutcome {}

    /** Not decided yet: go on after this pause, no reply before. */
    record Waiting(Duration pause) implements EnterOutcome {}

    /** Whether the client is who it says cannot be found out now. */
    record AuthUnavailable(RuntimeException cause) implements EnterOutcome {}

    /** Whether the maildrop is free cannot be found out now: the lock fails closed. */
    record LockUnavailable(Throwable cause) implements EnterOutcome {}

    /** The maildrop cannot be opened or listed; the lock has been released. */
    record StoreFailed(MaildropStoreException cause) implements EnterOutcome {}
}
