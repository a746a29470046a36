/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Optional;
import org.maildrop.auth.Transport;
import org.maildrop.lock.Loss;
import org.maildrop.session.Peer;

/** What a command may know of the other end, and of the connection to it. */
interface Client {
    Peer peer();

    boolean tlsActive();

    /** What the connection itself tells of it. */
    Transport transport();

    /** What it was greeted with to digest (RFC 1725, section 7), if APOP is offered. */
    Optional<String> timestamp();

    /** Whether its password may be sent to us as it is. */
    boolean cleartextAllowed();

    /** Whether this server would answer STLS by a handshake. */
    boolean tlsOffered();

    /** To be called, on any thread, when the session's lease is lost. */
    void leaseLost(Loss how);
}
