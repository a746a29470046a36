/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.inside;

import com.google.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import reactor.core.publisher.Mono;

/** Puts messages into INBOXes, and takes whole INBOXes away. */
final class Filler {
    /** A multiple of how many messages are different, so that each is followed by the one that follows it. */
    private static final int AT_ONCE = 50 * SampleMessage.DIFFERENT;

    private final MailboxManager mailboxes;

    @Inject
    Filler(MailboxManager mailboxes) {
        this.mailboxes = mailboxes;
    }

    private interface Task {
        long run(MailboxSession session, MailboxPath inbox) throws MailboxException;
    }

    /**
     * Puts the sample messages of these numbers into the INBOX, each of so many octets, and returns how many there are then.
     * Only the first of them are appended, and then copied from the INBOX into itself: James's memory application looks
     * through all of a user's mail for the thread of each message that is appended.
     */
    long fill(String user, int first, int count, int size) {
        return inRequest(user, (session, inbox) -> {
            if (!exists(inbox, session)) {
                mailboxes.createMailbox(inbox, session);
            }
            MessageManager messages = mailboxes.getMailbox(inbox, session);
            int end = first + count;
            int there = first;
            while (there < Math.min(end, SampleMessage.DIFFERENT)) {
                byte[] octets = new SampleMessage(there++, size).octets();
                messages.appendMessage(AppendCommand.builder().build(octets), session);
            }
            while (there < end) {
                int copied = Math.min(Math.min(there, AT_ONCE), end - there);
                mailboxes.copyMessages(
                        MessageRange.range(MessageUid.MIN_VALUE, MessageUid.of(copied)), inbox, inbox, session);
                there += copied;
            }
            return messages.getMessageCount(session);
        });
    }

    private boolean exists(MailboxPath path, MailboxSession session) {
        return Boolean.TRUE.equals(
                Mono.from(mailboxes.mailboxExists(path, session)).block());
    }

    /** Takes the INBOX away, and returns how many messages were in it. */
    long remove(String user) {
        return inRequest(user, (session, inbox) -> {
            long count = mailboxes.getMailbox(inbox, session).getMessageCount(session);
            mailboxes.deleteMailbox(inbox, session);
            return count;
        });
    }

    private long inRequest(String user, Task task) {
        MailboxSession session = mailboxes.createSystemSession(Username.of(user));
        mailboxes.startProcessingRequest(session);
        try {
            return task.run(session, MailboxPath.inbox(session));
        } catch (MailboxException e) {
            throw new IllegalStateException(e);
        } finally {
            mailboxes.endProcessingRequest(session);
        }
    }
}
