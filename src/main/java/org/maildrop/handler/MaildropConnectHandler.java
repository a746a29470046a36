/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import com.google.inject.Inject;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.ConnectHandler;

/** Begins a conversation. Its chain's life is that of the service. */
public final class MaildropConnectHandler implements ConnectHandler<ProtocolSession> {
    private final MaildropService service;

    @Inject
    public MaildropConnectHandler(MaildropService service) {
        this.service = service;
    }

    @Override
    public void init(Configuration config) {
        service.chainStarted();
    }

    @Override
    public void destroy() {
        service.chainStopped();
    }

    @Override
    public Response onConnect(ProtocolSession session) {
        Connection connection = new Connection(session);
        Conversation conversation = service.begin(connection);
        CurrentConversation.put(session, conversation);
        connection.prepare(conversation, conversation::begin);
        return LineResponse.NOTHING;
    }
}
