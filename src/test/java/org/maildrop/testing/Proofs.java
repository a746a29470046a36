/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a client that knows its shared secret makes of a challenge, by the RFCs alone. */
public final class Proofs {
    private Proofs() {}

    /** RFC 1725, section 7: the digest, with the timestamp in its angle brackets. */
    public static String apop(String timestamp, byte[] secret) {
        return HexFormat.of().formatHex(hash("MD5", joined(timestamp.getBytes(StandardCharsets.UTF_8), secret)));
    }

    /** RFC 2195, section 2. */
    public static String cramMd5(String challenge, String name, byte[] secret) {
        return name + " " + HexFormat.of().formatHex(hmac("MD5", secret, challenge));
    }

    /**
     * RFC 5802, section 3.
     *
     * @param hash   as SHA-256
     * @param header {@code n,,} for a client that wants nothing special
     */
    public record Scram(String hash, String header, String name, String nonce) {
        public static final String NONCE = "rOprNGfwEbeRWgbNEkqO";

        public Scram(String hash, String name) {
            this(hash, "n,,", name, NONCE);
        }

        private String bare() {
            return "n=" + name.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
        }

        public String first() {
            return header + bare();
        }

        private static String attribute(String message, int index) {
            return message.split(",", -1)[index].substring(2);
        }

        private byte[] salted(String challenge, byte[] secret) {
            byte[] salt = Base64.getDecoder().decode(attribute(challenge, 1));
            int rounds = Integer.parseInt(attribute(challenge, 2));
            byte[] round = hmac(hash, secret, joined(salt, new byte[] {0, 0, 0, 1}));
            byte[] salted = round.clone();
            for (int i = 1; i < rounds; i++) {
                round = hmac(hash, secret, round);
                xor(salted, round);
            }
            return salted;
        }

        private String withoutProof(String challenge) {
            return "c=" + base64(header.getBytes(StandardCharsets.UTF_8)) + ",r=" + attribute(challenge, 0);
        }

        private String authMessage(String challenge) {
            return bare() + "," + challenge + "," + withoutProof(challenge);
        }

        public String last(String challenge, byte[] secret) {
            byte[] clientKey = hmac(hash, salted(challenge, secret), "Client Key");
            byte[] proof = hmac(hash, Proofs.hash(hash, clientKey), authMessage(challenge));
            xor(proof, clientKey);
            return withoutProof(challenge) + ",p=" + base64(proof);
        }

        /** What the server has to send in the end. */
        public String signature(String challenge, byte[] secret) {
            byte[] serverKey = hmac(hash, salted(challenge, secret), "Server Key");
            return "v=" + base64(hmac(hash, serverKey, authMessage(challenge)));
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static void xor(byte[] into, byte[] octets) {
        for (int i = 0; i < into.length; i++) {
            into[i] ^= octets[i];
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = new byte[first.length + second.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] hash(String algorithm, byte[] octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        return hmac(algorithm, key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[] octets) {
        try {
            String name = "Hmac" + algorithm.replace("-", "");
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
