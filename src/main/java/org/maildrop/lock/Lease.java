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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.maildrop.snapshot.Owner;

/**
 * A session's hold on a maildrop, for one use: from its acquisition until it is closed or lost, whichever comes first.
 * It is renewed without the session's doing. Until it is settled, its holder counts as active. Thread-safe.
 */
public final class Lease implements AutoCloseable {
    private enum State {
        HELD,
        LOST,
        CLOSED
    }

    private final LeaseKeeper keeper;
    private final LeaseKey key;
    private final Holder holder;
    private final Clock clock;
    private volatile Instant lastActivity;

    /** Whether the login is still under way: a session that cannot say anything yet is not idle. */
    private volatile boolean entering = true;

    /** Whether its holder has begun to act on the lease: from then on it says nothing, and is not idle. */
    private volatile boolean acting;

    /** Guards what follows. Nothing is called while it is held, so it never blocks for long. */
    private final Object monitor = new Object();

    private State state = State.HELD;
    private Instant trustedUntil;
    private final List<Consumer<Loss>> listeners = new ArrayList<>(1);
    private Loss loss = Loss.ENDED;

    Lease(LeaseKeeper keeper, LeaseKey key, Holder holder, Clock clock, Instant trustedUntil) {
        this.keeper = keeper;
        this.key = key;
        this.holder = holder;
        this.clock = clock;
        this.trustedUntil = trustedUntil;
        this.lastActivity = clock.instant();
    }

    public Owner owner() {
        return key.owner();
    }

    public Holder holder() {
        return holder;
    }

    public FencingToken token() {
        return key.token();
    }

    /** Notes that the session is active. Costs a look at the clock; the store learns of it with the next renewal. */
    public void touch() {
        lastActivity = clock.instant();
    }

    /** Notes that the login is over, and well: from now on the session is active when it does something. */
    public void settle() {
        touch();
        entering = false;
    }

    /**
     * Asks the store whether this lease is valid and will be for at least the margin, whatever else happens to this
     * node. It is renewed for that. From now on its holder counts as active, in the store too, until the lease is closed:
     * nobody takes it over however long the holder acts on it. False also when the store cannot answer, when the answer
     * is read too late, and once the lease is lost or closed: it fails closed.
     */
    public boolean provenFor(Duration margin) {
        acting = true;
        synchronized (monitor) {
            if (state != State.HELD) {
                return false;
            }
        }
        return keeper.proves(key, margin);
    }

    /**
     * Registers what to do when the lease is lost, and how it was: another has taken it, an operator has ended it, or it could not be
     * renewed in time. The listener is called once, or never if the lease is closed first; on the executor of
     * {@link MaildropLocks}, or on the caller's thread, before this returns, if the lease is lost already.
     */
    public void onLost(Consumer<Loss> listener) {
        Loss how;
        synchronized (monitor) {
            how = loss;
            if (state == State.HELD) {
                listeners.add(listener);
            }
            if (state != State.LOST) {
                return;
            }
        }
        listener.accept(how);
    }

    /**
     * Frees the maildrop, unless it is another's by now. Never throws: if the store cannot be reached, it is asked again
     * until the lease has expired. Closing it again has no effect.
     */
    @Override
    public void close() {
        boolean owed;
        synchronized (monitor) {
            // One that was lost while its holder acted on it may have been left to the holder, by a server that stops.
            owed = state == State.HELD || (state == State.LOST && acting);
            state = State.CLOSED;
            listeners.clear();
        }
        if (owed) {
            keeper.release(this);
        }
    }

    /** Whether {@link #close} waits for an engine. */
    public boolean closingBlocks() {
        return keeper.blocks();
    }

    LeaseKey key() {
        return key;
    }

    /** Whether its holder has wanted it proven, and so may be removing messages. */
    boolean acting() {
        return acting;
    }

    boolean held() {
        synchronized (monitor) {
            return state == State.HELD;
        }
    }

    Renewal renewal(Instant now) {
        Duration idle = entering || acting ? Duration.ZERO : Duration.between(lastActivity, now);
        // A touch since the caller looked at the clock is no activity in the future.
        return new Renewal(key, idle.isNegative() ? Duration.ZERO : idle);
    }

    /** Notes that the store has renewed it. False, and without effect, if it has been lost or closed meanwhile. */
    boolean trustUntil(Instant instant) {
        synchronized (monitor) {
            trustedUntil = instant;
            return state == State.HELD;
        }
    }

    /** For how long it can be trusted, if it is not renewed. */
    Duration trustAt(Instant now) {
        synchronized (monitor) {
            return Duration.between(now, trustedUntil);
        }
    }

    /** As {@link #lose}, if it is no longer trusted. In one step: what has just been renewed is not lost. */
    Optional<List<Runnable>> loseUnlessTrusted(Instant now) {
        synchronized (monitor) {
            return now.isBefore(trustedUntil) ? Optional.empty() : lose(Loss.ENDED);
        }
    }

    /** Marks the lease as lost, and returns whom to tell; nothing if it has been lost or closed before. */
    Optional<List<Runnable>> lose(Loss how) {
        synchronized (monitor) {
            if (state != State.HELD) {
                return Optional.empty();
            }
            state = State.LOST;
            loss = how;
            List<Runnable> told = listeners.stream()
                    .<Runnable>map(listener -> () -> listener.accept(how))
                    .toList();
            listeners.clear();
            return Optional.of(told);
        }
    }
}
