/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageManager.MailboxMetaData;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResultIterator;
import org.jspecify.annotations.Nullable;
import org.maildrop.snapshot.Counters;
import org.maildrop.snapshot.Listing;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.OpenMaildrop;
import org.maildrop.snapshot.Part;
import org.maildrop.snapshot.Removal;
import org.maildrop.snapshot.StoredMessage;
import org.maildrop.snapshot.Wanted;

/** A user's INBOX, or the folder that stands for it, opened. */
final class JamesMaildrop implements OpenMaildrop {
    /**
     * The kinds of mailboxes that count their messages when they are asked. Cassandra's keep a counter, and it drifts; of
     * others we do not know.
     */
    private static final Set<String> COUNTING = Set.of("InMemoryId", "JPAId", "PostgresMailboxId");

    private final MailboxManager mailboxes;
    private final MailboxSession session;
    private final MessageManager folder;
    private final Disposal disposal;
    private final MailboxId id;
    private final long uidValidity;

    JamesMaildrop(
            MailboxManager mailboxes,
            MailboxSession session,
            MessageManager folder,
            Mailbox mailbox,
            Disposal disposal) {
        this.mailboxes = mailboxes;
        this.session = session;
        this.folder = folder;
        this.disposal = disposal;
        this.id = mailbox.getMailboxId();
        this.uidValidity = mailbox.getUidValidity().asLong();
    }

    @Override
    public String mailbox() {
        return id.serialize();
    }

    @Override
    public long uidValidity() {
        return uidValidity;
    }

    @Override
    public Listing list(Wanted wanted) {
        return list(MessageRange.all(), wanted);
    }

    @Override
    public Listing listFrom(long uid, Wanted wanted) {
        return list(MessageRange.from(MessageUid.of(uid)), wanted);
    }

    private Listing list(MessageRange range, Wanted wanted) {
        return access("list the maildrop", () -> ReactiveListing.of(range, folder, session, uidValidity, wanted));
    }

    @Override
    public boolean countsExactly() {
        return COUNTING.contains(id.getClass().getSimpleName());
    }

    @Override
    public Counters counters() {
        return access("read the counters", () -> {
            long uidNext = folder.getMetaData(
                            MailboxMetaData.RecentMode.IGNORE, session, EnumSet.of(MailboxMetaData.Item.NextUid))
                    .getUidNext()
                    .asLong();
            return new Counters(uidNext, folder.getMessageCount(session));
        });
    }

    @Override
    public Map<Long, StoredMessage> read(long first, long last, Part part, int octets) {
        MessageRange range = first == last
                ? MessageRange.one(MessageUid.of(first))
                : MessageRange.range(MessageUid.of(first), MessageUid.of(last));
        return access("read the messages with the uids " + first + " to " + last, () -> {
            MessageResultIterator found = folder.getMessages(range, PartOfMessage.group(part), session);
            Map<Long, StoredMessage> read = PartOfMessage.read(found, part, octets);
            rethrow(found.getException());
            return read;
        });
    }

    /** The iterator ends early on an error, and keeps it: only without one is what it has not given not there. */
    private static void rethrow(@Nullable MailboxException hidden) throws MailboxException {
        if (hidden != null) {
            throw hidden;
        }
    }

    @Override
    public Optional<StoredMessage> fetch(long uid) {
        return access("fetch the message with the uid " + uid, () -> {
            MessageResultIterator found =
                    folder.getMessages(MessageRange.one(MessageUid.of(uid)), FetchGroup.FULL_CONTENT, session);
            if (found.hasNext()) {
                return Optional.of(new FetchedMessage(mailboxes, session, found.next()));
            }
            rethrow(found.getException());
            return Optional.empty();
        });
    }

    @Override
    public long[] receivedBefore(Instant moment, long[] uids) {
        return access(
                "read the dates of " + uids.length + " messages",
                () -> ReactiveDates.before(moment, uids, folder, session));
    }

    @Override
    public void markSeen(long[] uids) {
        access("mark " + uids.length + " messages as seen", () -> {
            for (MessageRange run : Disposal.runs(uids)) {
                SeenFlag.add(folder, run, session);
            }
            return uids;
        });
    }

    @Override
    public Removal remove(long[] uids) {
        try {
            access("remove " + uids.length + " messages", () -> {
                disposal.of(uids);
                return uids;
            });
            return new Removal(uids.length, 0);
        } catch (MaildropStoreException e) {
            return removedInSpiteOf(e, uids);
        }
    }

    /** James says only that it failed: what is still there tells how far it came. */
    private Removal removedInSpiteOf(MaildropStoreException failure, long[] uids) {
        try {
            Listing left = list();
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
