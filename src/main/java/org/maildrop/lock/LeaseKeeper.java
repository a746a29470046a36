/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Keeps a node's leases alive, all in one batch, and tells the sessions whose lease is lost.
 *
 * <p>Two beats drive it, and neither waits for the other: {@link #renewIfDue} may hang in the store, {@link
 * #loseOverdue} never does, so that a store that hangs cannot keep a session in a maildrop past its lease. How long a
 * lease can be trusted is measured on the node's clock, from before the renewal was sent: a bit less than the store
 * grants, never more.
 */
final class LeaseKeeper {
    private final LeaseStore store;
    private final LockSettings settings;
    private final Clock clock;
    private final Executor executor;
    private final OutageListener outages;
    private final Map<LeaseKey, Lease> leases = new ConcurrentHashMap<>();

    /** Of the renewing beat alone, which never overlaps itself; volatile because its thread may change. */
    private volatile Instant renewalDue;

    private volatile boolean outage;

    LeaseKeeper(LeaseStore store, LockSettings settings, Clock clock, Executor executor, OutageListener outages) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.executor = executor;
        this.outages = outages;
        this.renewalDue = clock.instant().plus(settings.renewalInterval());
    }

    Lease keep(LeaseKey key, Holder holder, Instant asked) {
        Lease lease = new Lease(this, key, holder, clock, trustFrom(asked));
        leases.put(key, lease);
        return lease;
    }

    boolean proves(LeaseKey key, Duration margin) {
        Instant until = clock.instant().plus(settings.term()).minus(margin);
        try {
            Set<LeaseKey> lost = store.renew(List.of(new Renewal(key, Duration.ZERO)), settings.term());
            // A node that was paused reads an answer that may have been true before.
            return lost.isEmpty()
                    && store.prove(key, margin)
                    && !clock.instant().isAfter(until);
        } catch (RuntimeException unproven) {
            return false;
        }
    }

    void release(Lease lease) {
        leases.remove(lease.key());
        releaseInStore(lease.key());
    }

    /** Ends all leases, as a server that stops does: each session is told, each maildrop freed. */
    void releaseAll() {
        for (Lease lease : leases.values()) {
            lose(lease, Loss.ENDED);
            releaseInStore(lease.key());
        }
    }

    void renewIfDue() {
        Instant now = clock.instant();
        if (leases.isEmpty() || now.isBefore(renewalDue)) {
            return;
        }
        try {
            renew(List.copyOf(leases.values()), now);
            renewalDue = now.plus(settings.renewalInterval());
            noteOutage(false, outages::ended);
        } catch (RuntimeException trouble) {
            noteOutage(true, () -> outages.began(trouble));
        }
    }

    void loseOverdue() {
        Instant now = clock.instant();
        leases.values().stream().filter(lease -> !lease.trustedAt(now)).forEach(lease -> lose(lease, Loss.ENDED));
    }

    private void renew(List<Lease> batch, Instant now) {
        Set<LeaseKey> lost =
                store.renew(batch.stream().map(lease -> lease.renewal(now)).toList(), settings.term());
        for (Lease lease : batch) {
            if (lost.contains(lease.key())) {
                lose(lease, howLost(lease.key()));
            } else if (!lease.trustUntil(trustFrom(now))) {
                // The store answered too late: the session is gone, and what was renewed would keep it out for a term.
                releaseInStore(lease.key());
            }
        }
    }

    private Instant trustFrom(Instant asked) {
        return asked.plus(settings.term()).minus(settings.margin());
    }

    /** The lease that this key was of has been taken over by a login on this node: its session need not wait to hear it. */
    void superseded(LeaseKey key) {
        Lease lease = leases.get(key);
        if (lease != null) {
            lose(lease, Loss.TAKEN_OVER);
        }
    }

    /** How long the holder has been idle: exactly, if it is of this node; at least, if it is of another. */
    Duration idle(HeldLease held) {
        Lease lease = leases.get(held.key());
        return lease != null
                ? lease.renewal(clock.instant()).idle()
                : held.idle().minus(settings.renewalInterval()).minus(settings.beat());
    }

    private Loss howLost(LeaseKey key) {
        return store.lastToken(key.owner())
                .filter(last -> last.compareTo(key.token()) > 0)
                .map(successor -> Loss.TAKEN_OVER)
                .orElse(Loss.ENDED);
    }

    private void lose(Lease lease, Loss how) {
        leases.remove(lease.key());
        lease.lose(how).forEach(this::tell);
    }

    private void tell(Runnable listener) {
        try {
            executor.execute(listener);
        } catch (RejectedExecutionException stopping) {
            despiteTrouble(listener);
        }
    }

    private void releaseInStore(LeaseKey key) {
        // If the store cannot do it, expiry will, within a term: nobody renews the lease any more.
        despiteTrouble(() -> store.release(key));
    }

    private void noteOutage(boolean now, Runnable report) {
        if (outage != now) {
            outage = now;
            despiteTrouble(report);
        }
    }

    /** One session's, listener's or call's failure must not keep the other leases from being renewed and released. */
    private static void despiteTrouble(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException ignored) {
            // What is lost by it is said where it is called.
        }
    }
}
