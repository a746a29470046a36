/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslClosedEngineException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why a session ended. */
enum Ending {
    /** QUIT: the one that the client asked for, and the only one with UPDATE. */
    QUIT,
    /** The client closed the connection, or it is gone and nothing tells more. */
    DISCONNECTED,
    /** The connection broke: reading or sending told so, of a client that reset it as a rule. */
    RESET,
    /** What came was not TLS, or the client did not want ours, or was gone before it was agreed. */
    TLS_FAILED,
    /** Idle for too long. */
    AUTOLOGOUT,
    /** Likewise, before the login. */
    LOGIN_TIMEOUT,
    /** Too many refused commands or failed logins. */
    ABUSE,
    /** Another login of the same user took the maildrop over. */
    TAKEN_OVER,
    /** The lease could not be kept. */
    LEASE_LOST,
    /** A message could not be read to its end. */
    READ_ERROR,
    /** Something of ours failed that must not. */
    BROKEN,
    /** An operator has ended it. */
    KICKED,
    /** The server stops. */
    SERVER_STOPPING;

    /** What the failure of a connection, in reading or in sending, tells of its end. */
    static Ending of(Throwable failure) {
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ClosedChannelException || cause instanceof SslClosedEngineException) {
            return DISCONNECTED;
        }
        if (cause instanceof SSLException) {
            return TLS_FAILED;
        }
        return cause instanceof IOException ? RESET : DISCONNECTED;
    }

    /** How the log tells it. */
    String told() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
