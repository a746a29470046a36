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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * Remembers, between sessions, the messages whose octets on the wire are not those stored: the ones with bare LF or
 * without a last line end. Few have them, so only they take room. A message's content never changes under its uid (RFC
 * 3501, section 2.3.1.1), so what is remembered stays true; what is forgotten is only measured again.
 */
final class MeasuredSizes {
    private static final long REMEMBERED = 250_000;
    private static final int MAILDROP_ITSELF = 4;

    /** More than a server delivers to one mailbox in the time that a delivery takes from its uid to being seen. */
    private static final int MOST_GAPS = 100;

    /** How many of them take the room of a correction. */
    private static final int GAPS_A_CORRECTION = 10;

    private static final long[] NO_GAPS = new long[0];

    private final Cache<Key, Known> cache = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED)
            .weigher((Key key, Known known) ->
                    MAILDROP_ITSELF + known.gaps.length / GAPS_A_CORRECTION + known.corrections.size())
            .build();

    private record Key(Owner owner, long uidValidity) {}

    /**
     * Every message with a uid up to {@code upTo} has been measured, but for those that were not there yet: uids are
     * given in order, but deliveries at the same time may be seen in another. {@code gaps}, ascending: the greatest uids
     * that were missing.
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it, nobody changes the array
    private record Known(long upTo, long[] gaps, ConcurrentMap<Long, Long> corrections) {
        boolean measured(long uid) {
            return uid <= upTo && Arrays.binarySearch(gaps, uid) < 0;
        }
    }

    /** The listing with the sizes that are known. */
    Listing corrected(Owner owner, Listing listing) {
        Known known = cache.getIfPresent(new Key(owner, listing.uidValidity()));
        return known == null || known.corrections.isEmpty()
                ? listing
                : listing.withSizes(corrected(known.corrections, listing));
    }

    private static long[] corrected(Map<Long, Long> corrections, Listing listing) {
        long[] sizes = listing.sizes().clone();
        corrections.forEach((uid, octets) -> {
            int index = Arrays.binarySearch(listing.uids(), uid);
            if (index >= 0) {
                sizes[index] = octets;
            }
        });
        return sizes;
    }

    /** The indices of the messages that have never been measured, ascending. */
    int[] unmeasured(Owner owner, Listing listing) {
        Known known = cache.getIfPresent(new Key(owner, listing.uidValidity()));
        return IntStream.range(0, listing.count())
                .filter(index -> known == null || !known.measured(listing.uids()[index]))
                .toArray();
    }

    void remember(Owner owner, long uidValidity, long uid, long octets) {
        cache.asMap().compute(new Key(owner, uidValidity), (key, before) -> {
            Known known = before == null ? new Known(0, NO_GAPS, new ConcurrentHashMap<>()) : before;
            known.corrections.put(uid, octets);
            return new Known(known.upTo, known.gaps, known.corrections);
        });
    }

    /** Notes that all messages of the listing have been measured. */
    void measuredAll(Owner owner, Listing listing) {
        cache.asMap().compute(new Key(owner, listing.uidValidity()), (key, before) -> {
            long[] uids = listing.uids();
            long last = uids.length == 0 ? 0 : uids[uids.length - 1];
            return before == null
                    ? new Known(last, gaps(uids, last), new ConcurrentHashMap<>())
                    : new Known(
                            Math.max(before.upTo, last), gaps(uids, Math.max(before.upTo, last)), before.corrections);
        });
    }

    /** The greatest uids up to that one that are not listed. */
    private static long[] gaps(long[] uids, long upTo) {
        long[] descending = new long[MOST_GAPS];
        int count = 0;
        int index = uids.length - 1;
        for (long uid = upTo; uid > 0 && count < MOST_GAPS; uid--) {
            if (index >= 0 && uids[index] == uid) {
                index--;
            } else {
                descending[count++] = uid;
            }
        }
        long[] gaps = Arrays.copyOf(descending, count);
        Arrays.sort(gaps);
        return gaps;
    }
}
