/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.io.IOException;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MaildropStoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every call of James's mailboxes: inside a processing request, and with James's trouble made ours, once. */
final class MailboxAccess {
    static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.store");

    private MailboxAccess() {}

    /** Something that needs the mailboxes. */
    interface Task<T> {
        T run() throws MailboxException, IOException;
    }

    static <T> T run(MailboxManager mailboxes, MailboxSession session, String what, Task<T> task) {
        try {
            return inRequest(mailboxes, session, task);
        } catch (MaildropStoreException e) {
            throw e;
        } catch (MailboxNotFoundException e) {
            throw new MaildropStoreException(Kind.TEMPORARY, "cannot " + what + ": the mailbox is gone", e);
        } catch (MailboxException | IOException | RuntimeException e) {
            throw new MaildropStoreException(Kind.TEMPORARY, "cannot " + what, e);
        }
    }

    private static <T> T inRequest(MailboxManager mailboxes, MailboxSession session, Task<T> task)
            throws MailboxException, IOException {
        mailboxes.startProcessingRequest(session);
        try {
            return task.run();
        } finally {
            mailboxes.endProcessingRequest(session);
        }
    }
}
