/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

/** Why a session ended. */
enum Ending {
    /** QUIT: the one that the client asked for, and the only one with UPDATE. */
    QUIT,
    /** The client closed the connection, or it broke. */
    DISCONNECTED,
    /** Idle for too long. */
    AUTOLOGOUT,
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
    /** The server stops. */
    SERVER_STOPPING
}
