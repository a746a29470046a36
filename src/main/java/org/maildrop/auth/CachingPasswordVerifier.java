/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Asks another verifier, and remembers for a short time what was right: not the password, but a hash of it with a key that
 * only this process has and that dies with it. Whoever is denied drops what was remembered of that name. Bounded. Safe for
 * use by several threads.
 */
public final class CachingPasswordVerifier implements PasswordVerifier {
    private static final int MOST = 100_000;
    private static final String HASH = "HmacSHA256";
    private static final int KEY_OCTETS = 32;

    private final PasswordVerifier verifier;
    private final SecretKeySpec key;
    private final Cache<Login, Known> known;

    private record Login(Optional<String> other, String name) {}

    private static final class Known {
        private final byte[] hash;
        private final Verdict.Verified verdict;

        private Known(byte[] hash, Verdict.Verified verdict) {
            this.hash = hash;
            this.verdict = verdict;
        }
    }

    /**
     * @param lifetime how long something is remembered; until then a password that was changed is right, and a user that
     *     was removed is there
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    public CachingPasswordVerifier(PasswordVerifier verifier, Duration lifetime, LongSupplier nanoTime) {
        this.verifier = verifier;
        byte[] random = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, HASH);
        known = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(lifetime)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Verdict verify(String name, String password) {
        return verdict(new Login(Optional.empty(), name), password, () -> verifier.verify(name, password));
    }

    @Override
    public Verdict verifyActingAs(String other, String name, String password) {
        return verdict(
                new Login(Optional.of(other), name), password, () -> verifier.verifyActingAs(other, name, password));
    }

    private Verdict verdict(Login login, String password, Supplier<Verdict> question) {
        byte[] hash = hash(login, password);
        @Nullable Known entry = known.getIfPresent(login);
        if (entry != null && MessageDigest.isEqual(entry.hash, hash)) {
            return entry.verdict;
        }
        Verdict verdict = question.get();
        if (verdict instanceof Verdict.Verified verified) {
            known.put(login, new Known(hash, verified));
        } else {
            known.invalidate(login);
        }
        return verdict;
    }

    private byte[] hash(Login login, String password) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(key);
            part(mac, login.other.orElse(""));
            part(mac, login.name);
            part(mac, password);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HASH, e);
        }
    }

    /** With its length, so that no two lists of parts are one. */
    private static void part(Mac mac, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).array());
        mac.update(octets);
    }
}
