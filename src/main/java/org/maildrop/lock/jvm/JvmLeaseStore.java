/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jvm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;

/**
 * The leases of one server, in its memory. It blocks on nothing but the entry of the maildrop asked for, and throws no
 * {@link org.maildrop.lock.LeaseStoreException}.
 *
 * <p>Tokens come from one counter, which starts at the microseconds since 1970 of the clock: a server grants fewer than
 * a million leases a second, so the next start begins above all tokens of this one without remembering them. Only a
 * clock set back between two starts breaks that, and then only lines of old logs could be confused: no lease of the
 * earlier process is left that an old token could name.
 */
public final class JvmLeaseStore implements LeaseStore {
    private final Clock clock;
    private final AtomicLong lastToken;
    private final AtomicReference<Instant> nextSweep;
    private final ConcurrentMap<Owner, Entry> entries = new ConcurrentHashMap<>();

    /** @param clock judges expiry; one that is never set back or forth, see {@link org.maildrop.lock.SteadyClock} */
    public JvmLeaseStore(Clock clock) {
        Instant now = clock.instant();
        this.clock = clock;
        this.lastToken = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, now));
        this.nextSweep = new AtomicReference<>(now);
    }

    @Override
    public Attempt acquire(Owner owner, Holder holder, Duration term) {
        sweepOnceA(term);
        return grantUnless(held -> true, owner, holder, term);
    }

    @Override
    public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
        return grantUnless(
                held -> !held.key().equals(seen.key()) || held.lastActivity().isAfter(seen.lastActivity()),
                seen.key().owner(),
                holder,
                term);
    }

    @Override
    public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
        sweepOnceA(term);
        return leases.stream()
                .filter(renewal -> !renewed(renewal, term))
                .map(Renewal::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public boolean release(LeaseKey key) {
        return ifValid(key, (held, now) -> new Step<>(Optional.empty(), true));
    }

    @Override
    public Optional<HeldLease> forceRelease(Owner owner) {
        return inOneStep(owner, (valid, now) -> new Step<>(Optional.empty(), valid.map(held -> held.seenAt(now))));
    }

    @Override
    public boolean prove(LeaseKey key, Duration margin) {
        return ifValid(key, (held, now) -> new Step<>(Optional.of(held), held.lasts(margin, now)));
    }

    @Override
    public Optional<HeldLease> find(Owner owner) {
        // A step like the others: a plain look at the map could miss a lease whose token has been drawn already.
        return inOneStep(owner, (valid, now) -> new Step<>(valid, valid.map(held -> held.seenAt(now))));
    }

    @Override
    public List<HeldLease> list() {
        Instant now = clock.instant();
        return entries.values().stream()
                .filter(entry -> entry.validAt(now))
                .map(entry -> entry.seenAt(now))
                .toList();
    }

    /** Entries in memory, expired ones among them. */
    int size() {
        return entries.size();
    }

    private Attempt grantUnless(Predicate<Entry> contended, Owner owner, Holder holder, Duration term) {
        return inOneStep(owner, (valid, now) -> valid.filter(contended)
                .map(held -> contended(held, now))
                .orElseGet(() -> granted(owner, holder, now, term)));
    }

    private Step<Attempt> granted(Owner owner, Holder holder, Instant now, Duration term) {
        FencingToken token = new FencingToken(lastToken.incrementAndGet());
        Instant expires = now.plus(term);
        return new Step<>(
                Optional.of(new Entry(new LeaseKey(owner, token), holder, now, expires)),
                new Attempt.Granted(token, expires));
    }

    private static Step<Attempt> contended(Entry held, Instant now) {
        return new Step<>(Optional.of(held), new Attempt.Contended(held.seenAt(now)));
    }

    private boolean renewed(Renewal renewal, Duration term) {
        return ifValid(
                renewal.key(),
                (held, now) -> new Step<>(Optional.of(held.renewed(now.minus(renewal.idle()), now.plus(term))), true));
    }

    /** Does the step if the key's own lease is valid; false, and nothing changes, if not. */
    private boolean ifValid(LeaseKey key, BiFunction<Entry, Instant, Step<Boolean>> act) {
        return inOneStep(
                key.owner(), (valid, now) -> valid.filter(held -> held.key().equals(key))
                        .map(held -> act.apply(held, now))
                        .orElseGet(() -> new Step<>(valid, false)));
    }

    /** The only place that changes an entry: the map runs one of these at a time for each maildrop. */
    private <R> R inOneStep(Owner owner, BiFunction<Optional<Entry>, Instant, Step<R>> act) {
        List<R> answer = new ArrayList<>(1);
        entries.compute(owner, (same, entry) -> {
            Instant now = clock.instant();
            Step<R> step = act.apply(Optional.ofNullable(entry).filter(held -> held.validAt(now)), now);
            answer.add(step.answer());
            return step.next().orElse(null);
        });
        return answer.get(0);
    }

    private void sweepOnceA(Duration term) {
        Instant now = clock.instant();
        Instant due = nextSweep.get();
        if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(term))) {
            entries.values().removeIf(entry -> !entry.validAt(now));
        }
    }

    /** What becomes of a maildrop's entry, and what the asker is told. */
    private record Step<R>(Optional<Entry> next, R answer) {}

    private record Entry(LeaseKey key, Holder holder, Instant lastActivity, Instant expires) {
        boolean validAt(Instant now) {
            return now.isBefore(expires);
        }

        boolean lasts(Duration margin, Instant now) {
            return !expires.isBefore(now.plus(margin));
        }

        Entry renewed(Instant activity, Instant until) {
            return new Entry(key, holder, later(lastActivity, activity), later(expires, until));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        HeldLease seenAt(Instant now) {
            return new HeldLease(key, holder, lastActivity, expires, now);
        }
    }
}
