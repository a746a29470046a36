/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResultIterator;
import org.maildrop.snapshot.Listing;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.OpenMaildrop;
import org.maildrop.snapshot.Removal;
import org.maildrop.snapshot.StoredMessage;

/** An INBOX, opened. */
final class JamesMaildrop implements OpenMaildrop {
    private final MailboxManager mailboxes;
    private final MailboxSession session;
    private final MessageManager inbox;
    private final Listing listing;

    JamesMaildrop(MailboxManager mailboxes, MailboxSession session, MessageManager inbox, Listing listing) {
        this.mailboxes = mailboxes;
        this.session = session;
        this.inbox = inbox;
        this.listing = listing;
    }

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public Optional<StoredMessage> fetch(long uid) {
        return access("fetch the message with the uid " + uid, () -> {
            MessageResultIterator found =
                    inbox.getMessages(MessageRange.one(MessageUid.of(uid)), FetchGroup.FULL_CONTENT, session);
            if (found.hasNext()) {
                return Optional.of(new FetchedMessage(mailboxes, session, found.next()));
            }
            // The iterator ends early on an error, and keeps it: only without one has the message vanished.
            MailboxException hidden = found.getException();
            if (hidden != null) {
                throw hidden;
            }
            return Optional.empty();
        });
    }

    @Override
    public long[] receivedBefore(Instant moment, long[] uids) {
        return access(
                "read the dates of " + uids.length + " messages",
                () -> ReactiveDates.before(moment, uids, inbox, session));
    }

    @Override
    public Removal remove(long[] uids) {
        List<MessageUid> doomed = new ArrayList<>(uids.length);
        for (long uid : uids) {
            doomed.add(MessageUid.of(uid));
        }
        try {
            access("remove " + uids.length + " messages", () -> {
                inbox.delete(doomed, session);
                return doomed;
            });
            return new Removal(uids.length, 0);
        } catch (MaildropStoreException e) {
            return removedInSpiteOf(e, uids);
        }
    }

    /** James says only that it failed: what is still there tells how far it came. */
    private Removal removedInSpiteOf(MaildropStoreException failure, long[] uids) {
        try {
            Listing left = access("list what is left", () -> ReactiveListing.of(inbox, session, listing.uidValidity()));
            int remaining = (int) Arrays.stream(uids)
                    .filter(uid -> Arrays.binarySearch(left.uids(), uid) >= 0)
                    .count();
            MailboxAccess.LOGGER.error("{} of {} messages could not be removed", remaining, uids.length, failure);
            return new Removal(uids.length - remaining, remaining);
        } catch (MaildropStoreException second) {
            failure.addSuppressed(second);
            throw failure;
        }
    }

    private <T> T access(String what, MailboxAccess.Task<T> task) {
        return MailboxAccess.run(mailboxes, session, what, task);
    }
}
