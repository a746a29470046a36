/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Arrays;

/** The SASL mechanisms that there are, in the order in which clients are told of them. */
public enum MechanismName {
    PLAIN("PLAIN"),
    LOGIN("LOGIN"),
    OAUTHBEARER("OAUTHBEARER"),
    XOAUTH2("XOAUTH2"),
    EXTERNAL("EXTERNAL");

    private final String wire;

    MechanismName(String wire) {
        this.wire = wire;
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
