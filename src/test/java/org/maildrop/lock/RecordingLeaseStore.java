/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.maildrop.lock.LockEvent.Span;
import org.maildrop.lock.LockEvent.What;
import org.maildrop.snapshot.Owner;

/**
 * A node's line to the engine. All that the engine does at this node's request is written down at the engine's end; the
 * line may break before that or after it, and others may be faster than a node's second request.
 */
final class RecordingLeaseStore implements LeaseStore {
    /** What becomes of requests and answers. */
    enum Line {
        WHOLE,
        REQUESTS_LOST,
        ANSWERS_LOST
    }

    private static final Runnable NOTHING = () -> {};

    private final LeaseStore engine;
    private final LockHistory history;
    private volatile Line line = Line.WHOLE;
    private volatile Runnable meanwhile = NOTHING;

    RecordingLeaseStore(LeaseStore engine, LockHistory history) {
        this.engine = engine;
        this.history = history;
    }

    void line(Line state) {
        line = state;
    }

    /** What happens, once, between the two requests of a login that takes over or of a session that wants proof. */
    void betweenRequests(Runnable happening) {
        meanwhile = happening;
    }

    void noMoreBetweenRequests() {
        meanwhile = NOTHING;
    }

    @Override
    public Attempt acquire(Owner owner, Holder holder, Duration term) {
        return attempted(() -> engine.acquire(owner, holder, term), owner, holder, Optional.empty(), term);
    }

    @Override
    public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
        happenMeanwhile();
        return attempted(
                () -> engine.takeover(seen, holder, term),
                seen.key().owner(),
                holder,
                Optional.of(seen.key().token()),
                term);
    }

    private Attempt attempted(
            Supplier<Attempt> ask, Owner owner, Holder holder, Optional<FencingToken> replacing, Duration term) {
        return exchange(
                ask,
                (attempt, at) -> note(
                        at,
                        attempt.fold(
                                granted ->
                                        new What.Granted(new LeaseKey(owner, granted.token()), holder, replacing, term),
                                contended -> new What.Seen(contended.held().key()))));
    }

    @Override
    public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
        return exchange(() -> engine.renew(leases, term), (lost, at) -> {
            for (Renewal lease : leases) {
                LeaseKey key = lease.key();
                note(at, lost.contains(key) ? new What.Denied(key, Duration.ZERO) : new What.Renewed(key, term));
            }
        });
    }

    @Override
    public boolean release(LeaseKey key) {
        return exchange(
                () -> engine.release(key),
                (released, at) -> note(at, released ? new What.Released(key) : new What.Denied(key, Duration.ZERO)));
    }

    @Override
    public Optional<HeldLease> forceRelease(Owner owner) {
        return exchange(
                () -> engine.forceRelease(owner),
                (ended, at) -> note(
                        at,
                        ended.<What>map(held -> new What.Forced(held.key()))
                                .orElseGet(() -> new What.SeenFree(owner))));
    }

    @Override
    public boolean prove(LeaseKey key, Duration margin) {
        happenMeanwhile();
        return exchange(
                () -> engine.prove(key, margin),
                (proven, at) -> note(at, proven ? new What.Proven(key, margin) : new What.Denied(key, margin)));
    }

    @Override
    public Optional<HeldLease> find(Owner owner) {
        return exchange(
                () -> engine.find(owner),
                (found, at) -> note(
                        at,
                        found.<What>map(held -> new What.Seen(held.key())).orElseGet(() -> new What.SeenFree(owner))));
    }

    @Override
    public List<HeldLease> list() {
        return exchange(engine::list, (all, at) -> all.forEach(held -> note(at, new What.Seen(held.key()))));
    }

    private void happenMeanwhile() {
        Runnable happening = meanwhile;
        meanwhile = NOTHING;
        happening.run();
    }

    private interface Note<T> {
        void of(T answer, Span at);
    }

    private <T> T exchange(Supplier<T> ask, Note<T> note) {
        if (line == Line.REQUESTS_LOST) {
            throw new LeaseStoreException("the request is lost");
        }
        long from = history.now();
        T answer = history.answered(ask);
        note.of(answer, history.since(from));
        if (line == Line.ANSWERS_LOST) {
            throw new LeaseStoreException("the answer is lost");
        }
        return answer;
    }

    private void note(Span at, What what) {
        history.add(new LockEvent(at, line != Line.ANSWERS_LOST, what));
    }
}
