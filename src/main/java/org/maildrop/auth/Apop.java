/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** APOP (RFC 1725, section 7): the greeting has a timestamp, and the client a digest of it and of its shared secret. */
public final class Apop {
    private final SecretHolders users;
    private final String host;

    /**
     * @param host this server's name, for the timestamps
     */
    public Apop(SecretHolders users, String host) {
        this.users = users;
        this.host = host;
    }

    /**
     * A timestamp for one connection, with its angle brackets: a msg-id of RFC 822. The RFC shows the process and the clock
     * in it, which can be guessed, and tell of the server what is nobody's business.
     */
    public String newTimestamp() {
        return "<" + Unguessable.hex() + "@" + host + ">";
    }

    /** The client's claim to be this user. */
    public SaslStep claim(String timestamp, String name, byte[] digest) {
        return new SaslStep.Named(name, () -> {
            byte[] right = digest(timestamp, users.secretOf(name));
            return MessageDigest.isEqual(right, digest)
                    ? new SaslStep.Decided(users.admit(name, Optional.empty()))
                    : SaslStep.Decided.DENIED;
        });
    }

    /** MD5 is broken for much else; here the RFC leaves no choice, and it is why APOP is off unless it is asked for. */
    static byte[] digest(String timestamp, SharedSecret secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(timestamp.getBytes(StandardCharsets.UTF_8));
            return md5.digest(secret.octets());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
