/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Map;
import java.util.Optional;
import org.maildrop.session.Peer;
import org.slf4j.MDC;

/**
 * James's own context of a log line (MDC), by its names, for as long as one of ours is written: our workers are not
 * James's threads. Without the client's host, which would be a question to the DNS.
 */
final class LogContext {
    private LogContext() {}

    /**
     * Has a line written in it.
     *
     * @param user one that is proven: what a client says it is may have anything in it
     */
    static void around(Peer peer, Optional<String> user, Runnable line) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.put("protocol", "POP3");
        MDC.put("ip", peer.address());
        MDC.put("sessionId", peer.session());
        user.ifPresent(name -> MDC.put("user", name));
        try {
            line.run();
        } finally {
            if (before == null) {
                MDC.clear();
            } else {
                MDC.setContextMap(before);
            }
        }
    }
}
