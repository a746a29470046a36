/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.maildrop.lock.Lease;
import org.maildrop.snapshot.Maildrop;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MessageOutcome;
import org.maildrop.snapshot.MessageRefusal;
import org.maildrop.snapshot.OpenedMaildrop;
import org.maildrop.snapshot.Part;
import org.maildrop.snapshot.Removal;
import org.maildrop.snapshot.StoredMessage;

/** The TRANSACTION state: the lease and the maildrop that it protects. Not safe for use by several threads at once. */
public final class Transaction implements State {
    /** Messages removed on one proof of the lease: a proof costs two questions to its store, a batch is a hundred. */
    static final int BATCH = 100;

    private final Lease lease;
    private final OpenedMaildrop opened;
    private final Duration updateMargin;
    private final Expiry expiry;
    private final boolean marksSeen;

    Transaction(Lease lease, OpenedMaildrop opened, Duration updateMargin, Expiry expiry, boolean marksSeen) {
        this.lease = lease;
        this.opened = opened;
        this.updateMargin = updateMargin;
        this.expiry = expiry;
        this.marksSeen = marksSeen;
    }

    @Override
    public Phase phase() {
        return Phase.TRANSACTION;
    }

    /** Listings and marks. */
    public Maildrop maildrop() {
        return opened.maildrop();
    }

    Lease lease() {
        return lease;
    }

    /** Finds a message and measures it: RETR announces the octets before it sends them. Blocks on the store. */
    public RetrieveOutcome retr(long number) {
        return retrieve(number, Part.WHOLE, true);
    }

    /** Finds a message; TOP announces no octets, so it is not measured. Blocks on the store. */
    public RetrieveOutcome top(long number, Part part) {
        return retrieve(number, part, false);
    }

    /** Whether {@link #retr} or {@link #top} of that message, if it comes next, does not block. */
    public boolean isReady(long number, Part part) {
        MessageOutcome found = opened.maildrop().message(number);
        return !(found instanceof MessageOutcome.Message message) || opened.isReady(message, part);
    }

    private RetrieveOutcome retrieve(long number, Part part, boolean measured) {
        MessageOutcome found = opened.maildrop().message(number);
        if (found instanceof MessageRefusal refusal) {
            return new RetrieveOutcome.Refused(refusal);
        }
        MessageOutcome.Message message = (MessageOutcome.Message) found;
        try {
            Optional<StoredMessage> content = opened.fetch(message, part);
            if (content.isEmpty()) {
                return new RetrieveOutcome.Vanished(message.number());
            }
            long octets = measured ? opened.measure(message, content.get()) : 0;
            return new RetrieveOutcome.Retrieved(message.number(), content.get(), octets);
        } catch (MaildropStoreException e) {
            return new RetrieveOutcome.StoreFailed(e);
        } catch (IOException e) {
            return new RetrieveOutcome.Unreadable(e);
        }
    }

    /** Whether {@link #update} waits for lock or store: there is something to remove or to mark, or the lock is elsewhere. */
    boolean updateBlocks() {
        return lease.closingBlocks()
                || opened.maildrop().hasMarks()
                || expiry.mayRemove()
                || (marksSeen && opened.maildrop().hasRetrieved());
    }

    /** UPDATE: removes what is marked, then what has expired, and releases in any case. */
    QuitOutcome update() {
        QuitOutcome outcome = removeAll();
        return markSeen()
                .<QuitOutcome>map(cause -> new QuitOutcome.NotMarkedSeen(outcome, cause))
                .orElse(outcome);
    }

    private QuitOutcome removeAll() {
        try (lease) {
            QuitOutcome asked = remove(opened.maildrop().marked());
            QuitOutcome all = asked instanceof QuitOutcome.Updated updated ? expire(updated) : asked;
            opened.updated();
            return all;
        }
    }

    /** The client has what it asked for; expiry is the server's own, so trouble with it is no failure of QUIT. */
    private QuitOutcome expire(QuitOutcome.Updated asked) {
        QuitOutcome expired = removeExpired();
        return expired instanceof QuitOutcome.Incomplete trouble
                ? new QuitOutcome.ExpiryFailed(asked.and(trouble.removed()), trouble)
                : asked.and(((QuitOutcome.Updated) expired).removed());
    }

    private QuitOutcome removeExpired() {
        long[] uids;
        try {
            uids = expiry.expired(opened);
        } catch (MaildropStoreException e) {
            return new QuitOutcome.UpdateFailed(0, 0, e);
        }
        return remove(uids);
    }

    /**
     * Batch by batch, and before each: is the lease still ours, with enough of its term left? James's mailbox cannot
     * ask that; so whoever is paused, or loses the lease, in the middle removes no more than the batch it has begun.
     */
    private QuitOutcome remove(long[] uids) {
        int removed = 0;
        while (removed < uids.length) {
            if (!lease.provenFor(updateMargin)) {
                return new QuitOutcome.LeaseLost(removed, uids.length - removed);
            }
            long[] batch = Arrays.copyOfRange(uids, removed, Math.min(removed + BATCH, uids.length));
            try {
                Removal removal = opened.remove(batch);
                removed += removal.removed();
                if (removal.remaining() > 0) {
                    return new QuitOutcome.PartlyUpdated(removed, uids.length - removed);
                }
            } catch (MaildropStoreException e) {
                return new QuitOutcome.UpdateFailed(removed, uids.length, e);
            }
        }
        return new QuitOutcome.Updated(removed, opened.maildrop().stat().count());
    }

    /** The client has done nothing for some time. On any thread. */
    void rest() {
        opened.rest();
    }

    /** Leaves without UPDATE: releases, removes nothing. Answers why not all that is seen could be marked so. */
    Optional<MaildropStoreException> abandon() {
        lease.close();
        return markSeen();
    }

    /** Behind the release: it removes nothing, so it needs no lock, and nobody has to wait for it. */
    private Optional<MaildropStoreException> markSeen() {
        try {
            if (marksSeen) {
                opened.markSeen();
            }
            return Optional.empty();
        } catch (MaildropStoreException e) {
            return Optional.of(e);
        }
    }
}
