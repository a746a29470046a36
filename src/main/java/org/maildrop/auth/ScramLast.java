/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The client's last message (RFC 5802, section 7, client-final-message).
 *
 * @param withoutProof the message up to its proof, to the letter
 * @param base64       the proof
 */
record ScramLast(String binding, String nonce, String withoutProof, String base64) {
    private static final String PROOF = ",p=";
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z]=[^\0]+");

    /** Or nothing, if it is not of its form. */
    static Optional<ScramLast> parse(String text) {
        int proof = text.lastIndexOf(PROOF);
        String withoutProof = text.substring(0, Math.max(proof, 0));
        String[] parts = withoutProof.split(",", -1);
        if (parts.length < 2 || !parts[0].startsWith("c=") || !parts[1].startsWith("r=")) {
            return Optional.empty();
        }
        String base64 = text.substring(proof + PROOF.length());
        boolean fits = Arrays.stream(parts)
                        .skip(2)
                        .allMatch(part -> EXTENSION.matcher(part).matches())
                && isBase64(base64);
        return fits
                ? Optional.of(new ScramLast(parts[0].substring(2), parts[1].substring(2), withoutProof, base64))
                : Optional.empty();
    }

    /** As it is written in one way only: no other text stands for the same octets. */
    private static boolean isBase64(String text) {
        try {
            return encoded(Base64.getDecoder().decode(text)).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String encoded(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    byte[] proof() {
        return Base64.getDecoder().decode(base64);
    }

    /** Whether it belongs to an exchange that began so. */
    boolean continues(ScramFirst first, String wholeNonce) {
        return binding.equals(encoded(first.header().getBytes(StandardCharsets.UTF_8))) && nonce.equals(wholeNonce);
    }
}
