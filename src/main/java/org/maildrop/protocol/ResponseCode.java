/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

/** The response codes of RFC 2449, section 8, and RFC 3206, section 4, that we send. */
public enum ResponseCode {
    /** The maildrop is locked by another session, for now. */
    IN_USE("IN-USE"),
    /** The user has logged in not long enough ago. */
    LOGIN_DELAY("LOGIN-DELAY"),
    /** The credentials are wrong. */
    AUTH("AUTH"),
    /** Trouble on our side that may be gone later. */
    SYS_TEMP("SYS/TEMP"),
    /** Trouble that stays until somebody acts. */
    SYS_PERM("SYS/PERM");

    private final String wire;

    ResponseCode(String wire) {
        this.wire = wire;
    }

    /** As it stands between the brackets. */
    String wire() {
        return wire;
    }
}
