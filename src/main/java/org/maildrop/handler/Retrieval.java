/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.io.IOException;
import org.maildrop.protocol.MaildropReplies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.RetrieveOutcome;

/** What RETR and TOP have in common: the message as a reply, or why there is none. */
final class Retrieval {
    private Retrieval() {}

    /** Makes a reply of a message's content, opening it. */
    interface Opening {
        Reply open(RetrieveOutcome.Retrieved found) throws IOException;
    }

    static Reply reply(RetrieveOutcome outcome, TroubleLog trouble, Opening opening) {
        RetrieveOutcome failed = outcome;
        if (outcome instanceof RetrieveOutcome.Retrieved found) {
            try {
                return opening.open(found);
            } catch (IOException e) {
                failed = new RetrieveOutcome.Unreadable(e);
            }
        }
        trouble.retrieval(failed);
        return MaildropReplies.notRetrieved(failed);
    }
}
