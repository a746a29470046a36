/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.security.MessageDigest;

/** StoredKey and ServerKey of RFC 5802, section 3: by the one a client is known, by the other the server is. */
final class ScramKeys {
    private final ScramHash hash;
    private final byte[] stored;
    private final byte[] server;

    ScramKeys(ScramHash hash, byte[] stored, byte[] server) {
        this.hash = hash;
        this.stored = stored;
        this.server = server;
    }

    /** Whether the client that has sent this proof knows the secret. */
    boolean prove(byte[] proof, String authMessage) {
        byte[] signature = hash.hmac(stored, authMessage);
        if (proof.length != signature.length) {
            return false;
        }
        byte[] clientKey = proof.clone();
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= signature[i];
        }
        return MessageDigest.isEqual(hash.hash(clientKey), stored);
    }

    /** By which the server proves that it knows the secret too. */
    byte[] signature(String authMessage) {
        return hash.hmac(server, authMessage);
    }
}
