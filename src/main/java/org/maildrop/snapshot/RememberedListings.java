/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Remembers listings between sessions, so that a maildrop in which nothing has changed is not listed again, and one with
 * new mail only from there on. It rests on this: uids are only ever given upwards, and a message only ever disappears
 * (RFC 3501, section 2.3.1.1). So if the mailbox is the same, no uid has been given since and the number of messages is
 * still that of the listing, then the messages are.
 *
 * <p>But a delivery is given its uid a moment before its message is seen, and another one may be seen first. So a uid
 * that was missing among the last ones of a listing is looked for again, for some time. Safe for use by several threads.
 */
final class RememberedListings {
    /** More than are given to one mailbox while one delivery is on its way from its uid to being seen. */
    static final int LATEST = 1_000;

    /** Longer than a delivery is on that way. */
    static final Duration SETTLED = Duration.ofMinutes(10);

    /** What an entry takes beside its arrays, in messages of which uid and size are remembered. */
    private static final int ENTRY = 16;

    private final Cache<Owner, Known> cache;
    private final Wanted wanted;
    private final LongSupplier nanoTime;
    private final LongAdder hits = new LongAdder();
    private final LongAdder partial = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder evicted = new LongAdder();

    /**
     * @param messages how many are remembered in all, if nothing is of each but uid and size; else as many fewer as they
     *     take more memory
     * @param wanted   of each
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    RememberedListings(long messages, Wanted wanted, LongSupplier nanoTime) {
        this.wanted = wanted;
        this.nanoTime = nanoTime;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(messages)
                .weigher((Owner owner, Known known) -> weight(known.listing))
                .executor(Runnable::run)
                .evictionListener((owner, known, cause) -> evicted.increment())
                .build();
    }

    /** What it takes, in messages of which uid and size are remembered; a part of one counts as a whole. */
    private static int weight(Listing listing) {
        return Math.toIntExact(ENTRY + (listing.footprint() + Listing.BARE - 1) / Listing.BARE);
    }

    /**
     * A listing as it was.
     *
     * @param next    greater than every uid given before it was made
     * @param missing the least of the last uids that was not listed; {@code next} if there is none
     * @param since   when that was found, on the clock
     */
    private record Known(String mailbox, Listing listing, long next, long missing, long since) {
        boolean isOf(OpenMaildrop stored) {
            return mailbox.equals(stored.mailbox()) && listing.uidValidity() == stored.uidValidity();
        }

        /** The least uid of a message that may be there now and is not in the listing. */
        long from(long now) {
            return now - since < SETTLED.toNanos() ? missing : next;
        }
    }

    /** The messages that are there now. Blocks on the store; trouble with it is thrown, and nothing remembered then. */
    Listing of(Owner owner, OpenMaildrop stored) {
        Known known = cache.getIfPresent(owner);
        if (known == null || !known.isOf(stored)) {
            return whole(owner, stored);
        }
        Counters now = stored.counters();
        if (now.uidNext() < known.next) {
            // A backup was put back, say: uids are given again that were given already.
            return whole(owner, stored);
        }
        long from = known.from(nanoTime.getAsLong());
        Known completed = completed(known, from, now.uidNext(), stored);
        if (completed.listing.count() != now.count()) {
            return whole(owner, stored);
        }
        if (!completed.equals(known)) {
            cache.put(owner, completed);
        }
        (from < now.uidNext() ? partial : hits).increment();
        return completed.listing;
    }

    /** What it was good for. */
    Recalls recalls() {
        long weight = cache.policy().eviction().stream()
                .mapToLong(bound -> bound.weightedSize().orElse(0))
                .sum();
        return new Recalls(hits.sum(), partial.sum(), misses.sum(), evicted.sum(), cache.estimatedSize(), weight);
    }

    /** Whether one of this very mailbox is remembered: the next login has to list at most what is new. */
    boolean has(Owner owner, OpenMaildrop stored) {
        Known known = cache.policy().getIfPresentQuietly(owner);
        return known != null && known.isOf(stored);
    }

    private Listing whole(Owner owner, OpenMaildrop stored) {
        misses.increment();
        cache.invalidate(owner);
        Listing listing = stored.list(wanted);
        if (stored.countsExactly()) {
            cache.put(owner, known(stored.mailbox(), listing, 1));
        }
        return listing;
    }

    /** What is known, and what may have come since. */
    private Known completed(Known known, long from, long uidNext, OpenMaildrop stored) {
        if (from >= uidNext) {
            return known;
        }
        Listing end = stored.listFrom(from, wanted);
        return uidNext <= known.next && known.listing.endsWith(end, from)
                ? known
                : known(known.mailbox, known.listing.withEnd(end, from), uidNext);
    }

    private Known known(String mailbox, Listing listing, long uidNext) {
        long[] uids = listing.uids();
        long next = uids.length == 0 ? uidNext : Math.max(uidNext, uids[uids.length - 1] + 1);
        return new Known(mailbox, listing, next, missing(uids, next), nanoTime.getAsLong());
    }

    private static long missing(long[] uids, long next) {
        long missing = next;
        int index = uids.length - 1;
        for (long uid = next - 1; uid > 0 && uid >= next - LATEST; uid--) {
            if (index >= 0 && uids[index] == uid) {
                index--;
            } else {
                missing = uid;
            }
        }
        return missing;
    }

    /** These messages have been removed, ascending: no listing is needed to know it. If it is not so after all, the count will tell. */
    void removed(Owner owner, OpenMaildrop stored, long[] uids) {
        cache.asMap()
                .computeIfPresent(
                        owner,
                        (same, known) -> known.isOf(stored)
                                ? new Known(
                                        known.mailbox,
                                        known.listing.without(uids),
                                        known.next,
                                        known.missing,
                                        known.since)
                                : known);
    }
}
