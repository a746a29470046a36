/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Duration;
import org.maildrop.lock.AcquireOutcome;
import org.maildrop.lock.Lease;
import org.maildrop.lock.MaildropLocks;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.Maildrops;
import org.maildrop.snapshot.OpenedMaildrop;
import org.maildrop.snapshot.Owner;

/** The one door into TRANSACTION: lock, then snapshot, and only then +OK (RFC 1725, section 4). */
public final class Entrance {
    private final MaildropLocks locks;
    private final Maildrops maildrops;
    private final Duration updateMargin;
    private final Expiry expiry;
    private final boolean marksSeen;

    /**
     * @param updateMargin how much of its term a lease must have left for UPDATE to begin
     * @param expiry       what UPDATE removes besides what is marked
     * @param marksSeen    whether a session marks as seen, when it ends, what RETR has sent whole
     */
    public Entrance(MaildropLocks locks, Maildrops maildrops, Duration updateMargin, Expiry expiry, boolean marksSeen) {
        this.locks = locks;
        this.maildrops = maildrops;
        this.updateMargin = updateMargin;
        this.expiry = expiry;
        this.marksSeen = marksSeen;
    }

    /** How long a login waits for a maildrop that is in use. */
    Duration patience() {
        return locks.conflictPolicy().patience();
    }

    /** What came of it: the outcome to tell, and the state to be in. */
    record Passage(EnterOutcome outcome, State state) {
        static Passage outside(EnterOutcome outcome) {
            return new Passage(outcome, Authorization.ANONYMOUS);
        }
    }

    /** Locks and opens the owner's maildrop. Whatever fails after the lock releases it. Blocks on lock and store. */
    Passage enter(Owner owner, Peer peer) {
        AcquireOutcome acquired = locks.acquire(owner, peer.session(), peer.address());
        if (acquired instanceof AcquireOutcome.InUse inUse) {
            return Passage.outside(new EnterOutcome.InUse(inUse.holder()));
        }
        if (acquired instanceof AcquireOutcome.Unavailable unavailable) {
            return Passage.outside(new EnterOutcome.LockUnavailable(unavailable.cause()));
        }
        return open(((AcquireOutcome.Acquired) acquired).lease());
    }

    private Passage open(Lease lease) {
        boolean entered = false;
        try {
            OpenedMaildrop opened = maildrops.open(lease.owner());
            EnterOutcome outcome = new EnterOutcome.Entered(opened.maildrop().stat());
            lease.settle();
            entered = true;
            return new Passage(outcome, new Transaction(lease, opened, updateMargin, expiry, marksSeen));
        } catch (MaildropStoreException e) {
            return Passage.outside(new EnterOutcome.StoreFailed(e));
        } finally {
            if (!entered) {
                lease.close();
            }
        }
    }
}
