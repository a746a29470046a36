/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Instant;

/**
 * Which session has a maildrop. For people: operators and logs see it, a client is told at most {@code since}. Nothing
 * is decided by it; that is the fencing token's part.
 *
 * @param node the name of the server it runs on, unique in the deployment, never blank
 * @param session the session's name on that node, never blank
 * @param remoteAddress where the client connects from, as the operator would write it
 * @param since when it asked for the maildrop, on its node's clock
 */
public record Holder(String node, String session, String remoteAddress, Instant since) {
    public Holder {
        if (node.isBlank() || session.isBlank()) {
            throw new IllegalArgumentException("a holder has a node and a session");
        }
    }
}
