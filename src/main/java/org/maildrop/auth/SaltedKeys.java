/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Remembers the keys of those who have proven to know their secret: the rounds cost as much as all else of a login, and a
 * client that polls would cause them each time. Secrets are remembered as keyed hashes, to see whether one has changed.
 */
final class SaltedKeys {
    private static final int MOST = 10_000;

    private final byte[] key = Unguessable.octets(32);
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Known(byte[] mark, ScramKeys keys) {}

    private byte[] mark(SharedSecret secret) {
        return ScramHash.SHA_256.hmac(key, secret.octets());
    }

    Optional<ScramKeys> find(String user, SharedSecret secret) {
        return Optional.ofNullable(known.getIfPresent(user))
                .filter(entry -> MessageDigest.isEqual(entry.mark(), mark(secret)))
                .map(Known::keys);
    }

    void remember(String user, SharedSecret secret, ScramKeys keys) {
        known.put(user, new Known(mark(secret), keys));
    }
}
