/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.jspecify.annotations.Nullable;

/** Hands each line to its conversation. James writes nothing for it: the conversation has a writer of its own. */
public final class MaildropLineHandler implements LineHandler<ProtocolSession> {
    @Override
    public Response onLine(@Nullable ProtocolSession session, byte[] line) {
        CurrentConversation.of(session).ifPresent(conversation -> conversation.receive(line));
        return LineResponse.NOTHING;
    }
}
