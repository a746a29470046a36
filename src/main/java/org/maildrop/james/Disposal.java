/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.List;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageRange;
import org.maildrop.snapshot.FolderName;

/** What becomes of messages that are removed from the maildrop. Inside a request. */
interface Disposal {
    /** Those that have vanished already are none of its business. */
    void of(long[] uids) throws MailboxException;

    /** They are gone. */
    record Expunge(MessageManager folder, MailboxSession session) implements Disposal {
        @Override
        public void of(long[] uids) throws MailboxException {
            // James's memory looks for each of its messages in this list: in one over a set it finds them at once.
            List<MessageUid> doomed = Arrays.stream(uids)
                    .mapToObj(MessageUid::of)
                    .collect(ImmutableSet.toImmutableSet())
                    .asList();
            folder.delete(doomed, session);
        }
    }

    /**
     * They are in another folder of the user's. James copies a range of messages before it deletes it, with JPA in one
     * transaction: if it is stopped between the two, they are in both where there are no transactions, and never in none.
     */
    record Move(MailboxManager mailboxes, MailboxSession session, MailboxId from, FolderName to) implements Disposal {
        @Override
        public void of(long[] uids) throws MailboxException {
            MailboxId target =
                    Folders.open(to, mailboxes, session).getMailboxEntity().getMailboxId();
            for (MessageRange run : runs(uids)) {
                mailboxes.moveMessages(run, from, target, session);
            }
        }
    }

    /** Ranges without a uid between that is not among them: another message could have it. */
    static List<MessageRange> runs(long[] uids) {
        return MessageRange.toRanges(
                Arrays.stream(uids).mapToObj(MessageUid::of).toList());
    }
}
