/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions that SCRAM is registered with, and what it makes of them (RFC 5802, section 2.2). */
public enum ScramHash {
    SHA_256("SCRAM-SHA-256", "SHA-256", "HmacSHA256", 256),
    SHA_1("SCRAM-SHA-1", "SHA-1", "HmacSHA1", 160);

    private final String mechanism;
    private final String digest;
    private final String mac;
    private final int bits;

    ScramHash(String mechanism, String digest, String mac, int bits) {
        this.mechanism = mechanism;
        this.digest = digest;
        this.mac = mac;
        this.bits = bits;
    }

    /** The mechanism's registered name. */
    String mechanism() {
        return mechanism;
    }

    byte[] hash(byte[] octets) {
        try {
            return MessageDigest.getInstance(digest).digest(octets);
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    byte[] hmac(byte[] key, String text) {
        return hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] hmac(byte[] key, byte[] octets) {
        try {
            Mac hmac = Mac.getInstance(mac);
            hmac.init(new SecretKeySpec(key, mac));
            return hmac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    /**
     * What a server needs to know of a secret, which is taken in its prepared form, as clients do (section 2.2). It costs
     * as much as the rounds cost.
     */
    ScramKeys keys(SharedSecret secret, byte[] salt, int rounds) {
        String text = Preparation.of(secret.reveal()).orElseGet(secret::reveal);
        PBEKeySpec spec = new PBEKeySpec(text.toCharArray(), salt, rounds, bits);
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2With" + mac)
                    .generateSecret(spec)
                    .getEncoded();
            return new ScramKeys(this, hash(hmac(salted, "Client Key")), hmac(salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw absent(e);
        } finally {
            spec.clearPassword();
        }
    }

    private static IllegalStateException absent(GeneralSecurityException e) {
        return new IllegalStateException("this Java lacks what SCRAM is made of", e);
    }
}
