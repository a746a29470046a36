/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.handler.DisconnectHandler;
import org.jspecify.annotations.Nullable;

/** Ends the conversation of a connection that is gone: the lock is released, nothing is removed. */
public final class MaildropDisconnectHandler implements DisconnectHandler<ProtocolSession> {
    @Override
    public void onDisconnect(@Nullable ProtocolSession session) {
        CurrentConversation.of(session).ifPresent(conversation -> conversation.end(Ending.DISCONNECTED));
    }
}
