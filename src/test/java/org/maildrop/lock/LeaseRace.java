/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.maildrop.snapshot.Owner;

/**
 * Threads that all want one maildrop, again and again. What they do inside is guarded by the lease alone: plain fields
 * and a plain list, which lose counts and lines if two are ever inside together.
 */
final class LeaseRace {
    private final LeaseStore store;
    private final Owner owner;
    private final Duration term;

    private int inside;
    private int entries;
    private int intrusions;
    private final AtomicInteger staleReleases = new AtomicInteger();
    private final List<FencingToken> tokens = new ArrayList<>();
    private volatile boolean over;

    LeaseRace(LeaseStore store, Owner owner, Duration term) {
        this.store = store;
        this.owner = owner;
        this.term = term;
    }

    /** Returns after so many entries, all threads taken together, or as soon as two have been inside. */
    void run(int threads, int rounds) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<Void>> racers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Holder holder = new Holder("node", "racer-" + i, "192.0.2.7", Instant.EPOCH);
                racers.add(() -> race(start, holder, rounds));
            }
            for (Future<Void> racer : pool.invokeAll(racers)) {
                racer.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private Void race(CyclicBarrier start, Holder holder, int rounds) throws Exception {
        start.await();
        while (!over && !Thread.currentThread().isInterrupted()) {
            if (store.acquire(owner, holder, term) instanceof Attempt.Granted granted) {
                enter(granted.token(), rounds);
                if (!store.release(new LeaseKey(owner, granted.token()))) {
                    staleReleases.incrementAndGet();
                }
            } else {
                // Fewer cores than threads: let the one inside go on, so that more rounds are run and less is spun.
                Thread.yield();
            }
        }
        return null;
    }

    private void enter(FencingToken token, int rounds) {
        if (over) {
            return;
        }
        if (++inside != 1) {
            intrusions++;
        }
        tokens.add(token);
        Thread.yield();
        entries++;
        inside--;
        // The last write, and a volatile one: who is let in next reads it first, so it sees all the others.
        over = entries >= rounds || intrusions > 0;
    }

    int intrusions() {
        return intrusions;
    }

    int entries() {
        return entries;
    }

    int staleReleases() {
        return staleReleases.get();
    }

    List<FencingToken> tokens() {
        return tokens;
    }
}
