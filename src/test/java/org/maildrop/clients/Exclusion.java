/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What clients observe of a lock that should let one in at a time. A client is inside from the moment that it has read
 * +OK to PASS until just before it sends QUIT: the server lets go after that, so no two such stays may overlap.
 */
final class Exclusion {
    private final Queue<Stay> stays = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();

    // Volatile to be seen, and counted up in two steps, which loses counts if two are ever inside together.
    private volatile int unguarded;

    /** From and until, on the clock of {@link System#nanoTime()}. */
    private record Stay(long from, long until) {}

    /** Called inside; {@code visit} is what the client does there. */
    void inside(Runnable visit) {
        long from = System.nanoTime();
        int before = unguarded;
        visit.run();
        unguarded = before + 1;
        stays.add(new Stay(from, System.nanoTime()));
    }

    void refused() {
        refusals.incrementAndGet();
    }

    int entries() {
        return stays.size();
    }

    int refusals() {
        return refusals.get();
    }

    /** Equal to the entries, unless somebody wrote over somebody else's. */
    int counted() {
        return unguarded;
    }

    /** Stays that began before the one that began before them had ended. */
    long overlaps() {
        Stay[] ordered = stays.stream()
                .sorted((a, b) -> Long.compare(a.from(), b.from()))
                .toArray(Stay[]::new);
        long overlaps = 0;
        for (int i = 1; i < ordered.length; i++) {
            overlaps += ordered[i].from() < ordered[i - 1].until() ? 1 : 0;
        }
        return overlaps;
    }
}
