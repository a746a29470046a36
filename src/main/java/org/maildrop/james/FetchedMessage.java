/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.io.IOException;
import java.io.InputStream;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MessageResult;
import org.jspecify.annotations.Nullable;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.StoredMessage;

/**
 * A message that James has fetched. A database's content is loaded when it is first opened, and only as long as the
 * request is under way that fetched it: James gives an empty content without an error after that. So it is opened at
 * once, every opening is a request, and a content shorter than the message is an error.
 */
final class FetchedMessage implements StoredMessage {
    private final MailboxManager mailboxes;
    private final MailboxSession session;
    private final MessageResult message;
    private @Nullable InputStream first;

    /** To be called inside the request that fetched the message. */
    FetchedMessage(MailboxManager mailboxes, MailboxSession session, MessageResult message)
            throws MailboxException, IOException {
        this.mailboxes = mailboxes;
        this.session = session;
        this.message = message;
        this.first = content();
    }

    @Override
    public InputStream open() throws IOException {
        InputStream opened = first;
        first = null;
        return new WholeStream(opened != null ? opened : anew(), message.getSize());
    }

    private InputStream anew() throws IOException {
        try {
            return MailboxAccess.run(mailboxes, session, "open a message", this::content);
        } catch (MaildropStoreException e) {
            throw new IOException("cannot open the message", e);
        }
    }

    private InputStream content() throws MailboxException, IOException {
        return message.getFullContent().getInputStream();
    }
}
