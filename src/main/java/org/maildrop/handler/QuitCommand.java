/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.LastReplies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Audit;
import org.maildrop.session.QuitOutcome;
import org.maildrop.session.Session;

/** QUIT (RFC 1725, sections 4 and 6): from TRANSACTION the only way into UPDATE. */
final class QuitCommand implements Command {
    private final Audit audit;

    QuitCommand(Audit audit) {
        this.audit = audit;
    }

    @Override
    public Keyword keyword() {
        return Keyword.QUIT;
    }

    @Override
    public boolean blocks(Session session, Argument argument) {
        return session.quitBlocks();
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        argument.none(keyword());
        QuitOutcome outcome = session.quit();
        new TroubleLog(session.tally(), client.peer()).quit(outcome);
        if (outcome.removed() > 0) {
            audit.removed(client.peer(), session.tally().provenUser().orElse(""), outcome.removed());
        }
        return LastReplies.of(outcome);
    }
}
