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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.maildrop.snapshot.Owner;

/** Counts grants up to a small number, and begins anew: as a row's version does whose row is deleted. */
final class RepeatingTokens extends WrongLeaseStore.Right {
    private final Map<Long, FencingToken> tokens = new ConcurrentHashMap<>();
    private final Map<LeaseKey, FencingToken> shown = new ConcurrentHashMap<>();

    RepeatingTokens(LeaseStore store) {
        super(store);
    }

    @Override
    public Attempt acquire(Owner owner, Holder holder, Duration term) {
        return shown(owner, super.acquire(owner, holder, term));
    }

    @Override
    public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
        HeldLease own = new HeldLease(own(seen.key()), seen.holder(), seen.lastActivity(), seen.expires(), seen.seen());
        return shown(seen.key().owner(), super.takeover(own, holder, term));
    }

    private Attempt shown(Owner owner, Attempt attempt) {
        return attempt.fold(
                granted -> new Attempt.Granted(shown(new LeaseKey(owner, granted.token())), granted.expires()),
                contended -> new Attempt.Contended(shown(contended.held())));
    }

    private HeldLease shown(HeldLease held) {
        LeaseKey key = new LeaseKey(held.key().owner(), shown(held.key()));
        return new HeldLease(key, held.holder(), held.lastActivity(), held.expires(), held.seen());
    }

    private FencingToken shown(LeaseKey key) {
        FencingToken token = shown.computeIfAbsent(key, unknown -> new FencingToken(1 + shown.size() % 7));
        tokens.put(token.value(), key.token());
        return token;
    }

    @Override
    public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
        return leases.stream()
                .filter(lease -> !super.renew(List.of(new Renewal(own(lease.key()), lease.idle())), term)
                        .isEmpty())
                .map(Renewal::key)
                .collect(Collectors.toSet());
    }

    private LeaseKey own(LeaseKey key) {
        return new LeaseKey(key.owner(), tokens.get(key.token().value()));
    }

    @Override
    public boolean release(LeaseKey key) {
        return super.release(own(key));
    }

    @Override
    public boolean prove(LeaseKey key, Duration margin) {
        return super.prove(own(key), margin);
    }

    @Override
    public Optional<HeldLease> find(Owner owner) {
        return super.find(owner).map(this::shown);
    }

    @Override
    public Optional<HeldLease> forceRelease(Owner owner) {
        return super.forceRelease(owner).map(this::shown);
    }
}
