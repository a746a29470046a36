/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Texts that nobody can foresee, and that never come again. */
final class Unguessable {
    private static final int OCTETS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Unguessable() {}

    /** 128 bits, as 32 digits. */
    static String hex() {
        return HexFormat.of().formatHex(octets(OCTETS));
    }

    static byte[] octets(int count) {
        byte[] octets = new byte[count];
        RANDOM.nextBytes(octets);
        return octets;
    }
}
