/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Optional;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.jspecify.annotations.Nullable;

/** Where James's session keeps our conversation, for as long as the connection lives. */
final class CurrentConversation {
    private static final AttachmentKey<Conversation> KEY =
            AttachmentKey.of("org.maildrop.conversation", Conversation.class);

    private CurrentConversation() {}

    static void put(ProtocolSession session, Conversation conversation) {
        session.setAttachment(KEY, conversation, State.Connection);
    }

    /** None for a session that James has not begun, or has ended: it hands on null then. */
    static Optional<Conversation> of(@Nullable ProtocolSession session) {
        return session == null ? Optional.empty() : session.getAttachment(KEY, State.Connection);
    }
}
