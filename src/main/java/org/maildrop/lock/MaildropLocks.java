/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.maildrop.snapshot.Owner;

/**
 * The exclusive-access locks of one node (RFC 1725 §4): the door through which every session enters a maildrop.
 *
 * <p>One instance a server, whatever the number of its listeners. It renews all leases of the node together, when a
 * third of their term has passed. If that fails, the sessions go on and it is tried again, until a lease has only the
 * margin left; then that lease is lost. Thread-safe.
 */
public final class MaildropLocks implements AutoCloseable {
    /** Whose maildrop is asked for when it is only to be known whether the store answers. */
    private static final Owner NOBODY = new Owner("nobody: is the lock store there?");

    private final LeaseStore store;
    private final LockSettings settings;
    private final String node;
    private final Clock clock;
    private final LeaseKeeper keeper;
    private final List<Future<?>> beats;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongAdder takeoversMade = new LongAdder();

    /**
     * @param node this server's name, unique in the deployment
     * @param clock measures spans of time; one that is never set back or forth, see {@link SteadyClock}
     * @param executor runs renewals, which may block in the store, the watch over expiries, and the listeners of lost
     *     leases; so it needs three threads or more. It remains the caller's to shut down, after this is closed.
     */
    public MaildropLocks(
            LeaseStore store,
            LockSettings settings,
            String node,
            Clock clock,
            ScheduledExecutorService executor,
            OutageListener outages) {
        this.store = store;
        this.settings = settings;
        this.node = node;
        this.clock = clock;
        this.keeper = new LeaseKeeper(store, settings, clock, executor, outages);
        this.beats = List.of(
                everyBeat(executor, settings, keeper::renewIfDue), everyBeat(executor, settings, keeper::loseOverdue));
    }

    /**
     * Tries to enter, once and without waiting: a maildrop that is free, or whose holder has been idle for so long that
     * the policy takes it over. It may block for two exchanges with the store.
     *
     * @param session the session's name on this node
     * @param remoteAddress where its client connects from
     */
    public AcquireOutcome acquire(Owner owner, String session, String remoteAddress) {
        Instant asked = clock.instant();
        Holder holder = new Holder(node, session, remoteAddress, asked);
        try {
            return store.acquire(owner, holder, settings.term())
                    .fold(
                            granted -> enter(new LeaseKey(owner, granted.token()), holder, asked),
                            contended -> contend(contended.held(), holder, asked));
        } catch (RuntimeException trouble) {
            // Also what a store should not throw: whatever went wrong, nobody has been let in.
            return new AcquireOutcome.Unavailable(trouble);
        }
    }

    /** How logins that find the maildrop in use go on. */
    public ConflictPolicy conflictPolicy() {
        return settings.conflict();
    }

    private AcquireOutcome contend(HeldLease held, Holder holder, Instant asked) {
        if (!settings.conflict().takesOver(keeper.idle(held))) {
            return inUse(held);
        }
        LeaseKey before = held.key();
        return store.takeover(held, holder, settings.term())
                .fold(
                        granted -> {
                            takeoversMade.increment();
                            keeper.superseded(before);
                            return enter(new LeaseKey(before.owner(), granted.token()), holder, asked);
                        },
                        contended -> inUse(contended.held()));
    }

    private static AcquireOutcome inUse(HeldLease held) {
        return new AcquireOutcome.InUse(held.holder(), held.lastActivity());
    }

    /** What this node's locks have come to. Asks no store. */
    public LockCounts counts() {
        return keeper.counts(takeoversMade.sum());
    }

    /** How it stands with the renewal of this node's leases. Asks no store. */
    public RenewalState renewals() {
        return keeper.renewals();
    }

    /**
     * Asks the store one short question, whose answer does not matter. Blocks on the store; {@link LeaseStoreException} if
     * it cannot answer.
     */
    @SuppressWarnings("ReturnValueIgnored") // that there is an answer is all that counts
    public void probe() {
        store.find(NOBODY);
    }

    /** The leases of all nodes. Blocks on the store; {@link LeaseStoreException} if it cannot answer. */
    public List<HeldLease> list() {
        return store.list();
    }

    /**
     * Ends a lease whoever holds it, and fences its holder out: on this node its session ends at once, on another with its
     * next renewal; neither removes anything from now on. Blocks on the store; {@link LeaseStoreException} if it cannot
     * answer.
     *
     * @return the lease that was ended, if there was one
     */
    public Optional<HeldLease> forceRelease(Owner owner) {
        Optional<HeldLease> ended = store.forceRelease(owner);
        ended.ifPresent(lease -> keeper.ended(lease.key()));
        return ended;
    }

    /** Stops renewing and ends the leases that are still held: their sessions are told, their maildrops freed. */
    @Override
    public void close() {
        closed.set(true);
        beats.forEach(beat -> beat.cancel(false));
        keeper.releaseAll();
    }

    private AcquireOutcome enter(LeaseKey key, Holder holder, Instant asked) {
        Lease lease = keeper.keep(key, holder, asked);
        // Looked at after the lease is kept: either this or close() sees it, whichever of the two came first.
        if (closed.get()) {
            lease.close();
            return new AcquireOutcome.Unavailable(new LeaseStoreException("this node's locks are closed"));
        }
        return new AcquireOutcome.Acquired(lease);
    }

    private static Future<?> everyBeat(ScheduledExecutorService executor, LockSettings settings, Runnable work) {
        long beat = settings.beat().toNanos();
        return executor.scheduleWithFixedDelay(work, beat, beat, TimeUnit.NANOSECONDS);
    }
}
