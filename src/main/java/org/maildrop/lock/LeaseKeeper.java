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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Keeps a node's leases alive, all in one batch, and tells the sessions whose lease is lost.
 *
 * <p>Two beats drive it, and neither waits for the other: {@link #renewIfDue} may hang in the store, {@link
 * #loseOverdue} never does, so that a store that hangs cannot keep a session in a maildrop past its lease. How long a
 * lease can be trusted is measured on the node's clock, from before the renewal was sent: a bit less than the store
 * grants, never more.
 */
final class LeaseKeeper {
    /** How long a server that stops may spend on freeing maildrops; expiry frees the rest. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final LeaseStore store;
    private final OwedReleases releases;
    private final LockSettings settings;
    private final Clock clock;
    private final Executor executor;
    private final OutageListener outages;
    private final Map<LeaseKey, Lease> leases = new ConcurrentHashMap<>();

    /** Of the renewing beat alone, which never overlaps itself; volatile because its thread may change. */
    private volatile Instant renewalDue;

    private volatile boolean outage;
    private final LongAdder takeoversSuffered = new LongAdder();
    private final LongAdder lost = new LongAdder();

    LeaseKeeper(LeaseStore store, LockSettings settings, Clock clock, Executor executor, OutageListener outages) {
        this.store = store;
        this.releases = new OwedReleases(store, settings.term(), clock);
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

    LockCounts counts(long takeoversMade) {
        return new LockCounts(leases.size(), takeoversMade, takeoversSuffered.sum(), lost.sum());
    }

    /**
     * Late is what has not been renewed two beats after it should have been: a beat may be short of the moment. Without
     * leases nothing is tried, so whether it would fail is not known.
     */
    RenewalState renewals() {
        Instant now = clock.instant();
        Duration due = settings.term()
                .minus(settings.margin())
                .minus(settings.renewalInterval())
                .minus(settings.beat().multipliedBy(2));
        List<Duration> trust = leases.values().stream()
                .map(lease -> lease.trustAt(now))
                .sorted()
                .toList();
        int late = (int) trust.stream().filter(left -> left.compareTo(due) < 0).count();
        return new RenewalState(
                trust.size(), outage && !trust.isEmpty(), late, trust.isEmpty() ? Duration.ZERO : trust.get(0));
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

    boolean blocks() {
        return store.blocks();
    }

    void release(Lease lease) {
        leases.remove(lease.key());
        releases.release(lease.key());
    }

    /**
     * Ends all leases, as a server that stops does: each session is told, each maildrop freed, as far as the store can be
     * asked in a few seconds. One whose holder may still be removing is not: nobody is let in before it is done.
     */
    void releaseAll() {
        for (Lease lease : leases.values()) {
            lose(lease, Loss.ENDED);
            if (!lease.acting()) {
                releases.add(lease.key());
            }
        }
        releases.releaseWithin(FAREWELL);
    }

    void renewIfDue() {
        goingOn(() -> {
            Instant now = clock.instant();
            if (!leases.isEmpty() && !now.isBefore(renewalDue)) {
                renewOrNoteOutage(now);
            }
            releases.releaseWithin(settings.beat());
        });
    }

    void loseOverdue() {
        goingOn(() -> {
            Instant now = clock.instant();
            leases.values()
                    .forEach(lease -> lease.loseUnlessTrusted(now).ifPresent(told -> lost(lease, Loss.ENDED, told)));
        });
    }

    private void renewOrNoteOutage(Instant now) {
        try {
            renew(List.copyOf(leases.values()), now);
            renewalDue = now.plus(settings.renewalInterval());
            noteOutage(false, outages::ended);
        } catch (Throwable trouble) {
            noteOutage(true, () -> outages.began(trouble));
        }
    }

    private void renew(List<Lease> batch, Instant now) {
        try {
            Set<LeaseKey> lost =
                    store.renew(batch.stream().map(lease -> lease.renewal(now)).toList(), settings.term());
            answered(batch, key -> !lost.contains(key), lost, now);
        } catch (PartialRenewalException partly) {
            answered(batch, partly.renewed()::contains, partly.lost(), now);
            throw partly;
        }
    }

    /** Trust comes first: whatever else there is to do or to ask may take long. */
    private void answered(List<Lease> batch, Predicate<LeaseKey> renewed, Set<LeaseKey> lost, Instant asked) {
        List<Lease> late = batch.stream()
                .filter(lease -> renewed.test(lease.key()) && !lease.trustUntil(trustFrom(asked)) && !lease.acting())
                .toList();
        List<Lease> gone =
                batch.stream().filter(lease -> lost.contains(lease.key())).toList();
        if (!gone.isEmpty()) {
            onExecutor(() -> loseAsTheStoreSays(gone));
        }
        // The store answered too late: the session is gone, and what was renewed would keep others out for a term. One
        // that may
        // still be removing frees it itself.
        late.forEach(lease -> releases.add(lease.key()));
    }

    private Instant trustFrom(Instant asked) {
        return asked.plus(settings.term()).minus(settings.margin());
    }

    /** The lease that this key was of has been taken over by a login on this node: its session need not wait to hear it. */
    void superseded(LeaseKey key) {
        lose(key, Loss.TAKEN_OVER);
    }

    /** The lease that this key was of has been ended by an operator: likewise. */
    void ended(LeaseKey key) {
        lose(key, Loss.ENDED);
    }

    private void lose(LeaseKey key, Loss how) {
        Lease lease = leases.get(key);
        if (lease != null) {
            lose(lease, how);
        }
    }

    /** How long the holder has been idle: exactly, if it is of this node; at least, if it is of another. */
    Duration idle(HeldLease held) {
        Lease lease = leases.get(held.key());
        return lease != null
                ? lease.renewal(clock.instant()).idle()
                : held.idle().minus(settings.renewalInterval()).minus(settings.beat());
    }

    /** A store that cannot say how one was lost is not asked about the others: they are to hear of it soon. */
    private void loseAsTheStoreSays(List<Lease> lost) {
        boolean answers = true;
        for (Lease lease : lost) {
            Optional<Loss> how = answers && lease.held() ? howLost(lease.key()) : Optional.of(Loss.ENDED);
            answers = answers && how.isPresent();
            lose(lease, how.orElse(Loss.ENDED));
        }
    }

    /** Nothing if the store cannot say. */
    private Optional<Loss> howLost(LeaseKey key) {
        try {
            boolean succeeded = store.lastToken(key.owner())
                    .filter(last -> last.compareTo(key.token()) > 0)
                    .isPresent();
            return Optional.of(succeeded ? Loss.TAKEN_OVER : Loss.ENDED);
        } catch (Throwable unknown) {
            return Optional.empty();
        }
    }

    private void lose(Lease lease, Loss how) {
        leases.remove(lease.key());
        lease.lose(how).ifPresent(told -> lost(lease, how, told));
    }

    private void lost(Lease lease, Loss how, List<Runnable> told) {
        leases.remove(lease.key());
        (how == Loss.TAKEN_OVER ? takeoversSuffered : lost).increment();
        told.forEach(this::onExecutor);
    }

    private void onExecutor(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopping) {
            despiteTrouble(task);
        }
    }

    private void noteOutage(boolean now, Runnable report) {
        if (outage != now) {
            outage = now;
            despiteTrouble(report);
        }
    }

    /** Whatever a beat throws, an Error too, it is told, and the next beat comes: one that threw would be the last. */
    private void goingOn(Runnable beat) {
        try {
            beat.run();
        } catch (Throwable trouble) {
            despiteTrouble(() -> outages.trouble(trouble));
        }
    }

    /** One session's, listener's or call's failure must not keep the other leases from being renewed and released. */
    private static void despiteTrouble(Runnable action) {
        try {
            action.run();
        } catch (Throwable ignored) {
            // What is lost by it is said where it is called.
        }
    }
}
