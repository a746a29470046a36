/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

/** From whom a password is taken without TLS (RFC 8314, section 3: from nobody, if it can be helped). */
public enum CleartextPolicy {
    /** From this machine only: nobody can read along there. */
    LOOPBACK,
    /** From everybody. */
    ALWAYS,
    /** From nobody. */
    NEVER;

    /** Whether a client there may send its password as it is. */
    public boolean allows(boolean tls, boolean loopback) {
        return tls || this == ALWAYS || (this == LOOPBACK && loopback);
    }
}
