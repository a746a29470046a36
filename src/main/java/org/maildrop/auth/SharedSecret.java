/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What a user and the server both know, in clear, so that neither has to say it on the wire: APOP, CRAM-MD5 and SCRAM need
 * one, since of passwords James keeps hashes only. It has no text of its own, so that no log can tell it.
 */
public final class SharedSecret {
    /** In octets; RFC 1725, section 7, wants longer secrets than people like, but somewhere is an end. */
    public static final int LONGEST = 512;

    private final String text;

    /**
     * @throws IllegalArgumentException if it is empty, longer than {@link #LONGEST} octets of UTF-8, has control characters,
     *     or halves of characters, which UTF-8 does not know; the exception's text says what is wrong, without the secret
     */
    public SharedSecret(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a shared secret is not empty");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new IllegalArgumentException("a shared secret has at most " + LONGEST + " octets");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a shared secret has no control characters");
        }
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new IllegalArgumentException("a shared secret has no halves of characters");
        }
        this.text = text;
    }

    /** In clear: for a computation, and nothing else. */
    public String reveal() {
        return text;
    }

    /** In UTF-8. */
    public byte[] octets() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedSecret secret && MessageDigest.isEqual(octets(), secret.octets());
    }

    @Override
    public int hashCode() {
        return SharedSecret.class.hashCode();
    }

    @Override
    public String toString() {
        return "(a secret)";
    }
}
