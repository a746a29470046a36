/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Arrays;

/**
 * The SASL mechanisms that there are, in the order in which clients are told of them: the strongest first, for those that
 * take the first one they know. A client that has a mind of its own chooses by that.
 */
public enum MechanismName {
    EXTERNAL("EXTERNAL", false),
    SCRAM_SHA_256("SCRAM-SHA-256", true),
    SCRAM_SHA_1("SCRAM-SHA-1", true),
    CRAM_MD5("CRAM-MD5", true),
    OAUTHBEARER("OAUTHBEARER", false),
    XOAUTH2("XOAUTH2", false),
    PLAIN("PLAIN", false),
    LOGIN("LOGIN", false);

    private final String wire;
    private final boolean sharedSecret;

    MechanismName(String wire, boolean sharedSecret) {
        this.wire = wire;
        this.sharedSecret = sharedSecret;
    }

    /** Whether it is of use only to users who have a shared secret. */
    public boolean needsSharedSecret() {
        return sharedSecret;
    }

    /** As it is registered. */
    public String wire() {
        return wire;
    }

    /**
     * The mechanism of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MechanismName of(String name) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.wire.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such mechanism"));
    }
}
