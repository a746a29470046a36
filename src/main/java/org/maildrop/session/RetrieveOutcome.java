/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.io.IOException;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MessageRefusal;
import org.maildrop.snapshot.StoredMessage;

/** What became of RETR or TOP before the first octet of the message is sent. */
public sealed interface RetrieveOutcome {
    /** The message is there. {@code octets}: as sent, unstuffed. */
    record Retrieved(int number, StoredMessage content, long octets) implements RetrieveOutcome {}

    /** No message has that number, or it is marked. */
    record Refused(MessageRefusal refusal) implements RetrieveOutcome {}

    /** Expunged since the login, through IMAP or JMAP. */
    record Vanished(int number) implements RetrieveOutcome {}

    /** The store failed. */
    record StoreFailed(MaildropStoreException cause) implements RetrieveOutcome {}

    /** The content cannot be read. */
    record Unreadable(IOException cause) implements RetrieveOutcome {}
}
