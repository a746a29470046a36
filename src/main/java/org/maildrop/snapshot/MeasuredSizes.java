/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Remembers, between sessions, the messages whose octets on the wire are not those stored: the ones with bare LF or
 * without a last line end. Few have them, so only they take room. A message's content never changes under its uid (RFC
 * 3501, section 2.3.1.1), so what is remembered stays true; what is forgotten is only measured again.
 */
final class MeasuredSizes {
    private static final long REMEMBERED = 250_000;
    private static final int MAILDROP_ITSELF = 4;

    private final Cache<Key, Known> cache = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED)
            .weigher((Key key, Known known) -> MAILDROP_ITSELF + known.corrections.size())
            .build();

    private record Key(Owner owner, long uidValidity) {}

    /** {@code upTo}: every message with a uid up to this one has been measured. */
    private record Known(long upTo, ConcurrentMap<Long, Long> corrections) {}

    /** Puts what is known into the listing's sizes. */
    void correct(Owner owner, Listing listing) {
        Known known = cache.getIfPresent(new Key(owner, listing.uidValidity()));
        if (known != null) {
            known.corrections.forEach((uid, octets) -> {
                int index = Arrays.binarySearch(listing.uids(), uid);
                if (index >= 0) {
                    listing.sizes()[index] = octets;
                }
            });
        }
    }

    /** The greatest uid up to which all messages have been measured, or 0. */
    long measuredUpTo(Owner owner, long uidValidity) {
        Known known = cache.getIfPresent(new Key(owner, uidValidity));
        return known == null ? 0 : known.upTo;
    }

    void remember(Owner owner, long uidValidity, long uid, long octets) {
        cache.asMap().compute(new Key(owner, uidValidity), (key, before) -> {
            Known known = before == null ? new Known(0, new ConcurrentHashMap<>()) : before;
            known.corrections.put(uid, octets);
            return new Known(known.upTo, known.corrections);
        });
    }

    void measuredAllUpTo(Owner owner, long uidValidity, long uid) {
        cache.asMap().compute(new Key(owner, uidValidity), (key, before) -> {
            ConcurrentMap<Long, Long> corrections = before == null ? new ConcurrentHashMap<>() : before.corrections;
            return new Known(uid, corrections);
        });
    }
}
