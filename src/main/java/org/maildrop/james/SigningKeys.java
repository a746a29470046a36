/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.maildrop.auth.AuthException;

/**
 * The public keys that the identity provider signs with, fetched when they are needed and remembered for a while. One
 * that is not among them may be new: then they are fetched again, but not at once after they were, so that clients cannot
 * make us flood the provider. Safe for use by several threads; those who need them at the same time wait for one answer.
 */
final class SigningKeys {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final URI url;
    private final IdentityProvider provider;
    private final LongSupplier nanoTime;
    private @Nullable KeySet known;
    private @Nullable CompletableFuture<KeySet> coming;

    /** What was fetched at one time. */
    static final class KeySet {
        private final List<PublishedKey> keys;
        private final long since;

        private KeySet(List<PublishedKey> keys, long since) {
            this.keys = keys;
            this.since = since;
        }

        /** Those of that name; without a name, all. */
        List<PublicKey> named(Optional<String> id) {
            return keys.stream()
                    .filter(key -> id.isEmpty() || key.id().equals(id))
                    .map(PublishedKey::key)
                    .toList();
        }
    }

    /**
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    SigningKeys(URI url, IdentityProvider provider, LongSupplier nanoTime) {
        this.url = url;
        this.provider = provider;
        this.nanoTime = nanoTime;
    }

    /**
     * The keys, remembered or fetched. May block.
     *
     * @throws AuthException when they cannot be had
     */
    KeySet current() {
        return freshFor(REMEMBERED, null);
    }

    /**
     * The keys as they are now, if they may be others than those; else the same again. May block.
     *
     * @throws AuthException when they cannot be had
     */
    KeySet laterThan(KeySet old) {
        return freshFor(AT_ONCE, old);
    }

    private KeySet freshFor(Duration span, @Nullable KeySet old) {
        CompletableFuture<KeySet> fetch;
        synchronized (this) {
            if (known != null && (isFresh(known, span) || (old != null && known != old))) {
                return known;
            }
            fetch = coming != null ? coming : fetch();
            // It may have come already.
            coming = fetch.isDone() ? null : fetch;
        }
        return provider.await(url, fetch);
    }

    private boolean isFresh(KeySet keys, Duration span) {
        return nanoTime.getAsLong() - keys.since < span.toNanos();
    }

    /** Who waits for it is told after it has been remembered. */
    private CompletableFuture<KeySet> fetch() {
        return provider.get(url)
                .thenApply(answer -> new KeySet(keys(answer), nanoTime.getAsLong()))
                .whenComplete(this::came);
    }

    private synchronized void came(@Nullable KeySet keys, @Nullable Throwable failure) {
        coming = null;
        if (keys != null) {
            known = keys;
        }
    }

    /** What is no key, none to sign with, or one of a kind that we know nothing of, is passed over. */
    private static List<PublishedKey> keys(IdentityProvider.Answer answer) {
        JsonNode set = Json.object(answer);
        return StreamSupport.stream(set.path("keys").spliterator(), false)
                .filter(JsonNode::isObject)
                .flatMap(node -> PublishedKey.of(node).stream())
                .toList();
    }
}
