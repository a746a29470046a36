/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.List;
import org.apache.james.protocols.lib.handler.HandlersPackage;

/**
 * Maildrop's handler chain, named in conf/pop3server.xml:
 * {@code <handlerchain coreHandlersPackage="org.maildrop.handler.MaildropHandlers"/>}.
 */
public final class MaildropHandlers implements HandlersPackage {
    @Override
    public List<String> getHandlers() {
        return List.of(
                MaildropConnectHandler.class.getName(),
                MaildropLineHandler.class.getName(),
                MaildropDisconnectHandler.class.getName());
    }
}
