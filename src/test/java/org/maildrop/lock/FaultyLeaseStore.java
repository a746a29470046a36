/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.maildrop.snapshot.Owner;

/** A store whose engine a test can stop and start, that counts what it is asked, and that can be held up in a call. */
final class FaultyLeaseStore implements LeaseStore {
    private final LeaseStore store;
    private final List<Integer> renewals = new ArrayList<>();
    private final Map<Owner, FencingToken> granted = new ConcurrentHashMap<>();
    private boolean down;
    private int releases;
    private Runnable duringNextCall = () -> {};
    private Runnable duringReleases = () -> {};
    private final Set<Owner> unreachable = new HashSet<>();
    private int lastTokens;
    private Runnable duringLastTokens = () -> {};

    FaultyLeaseStore(LeaseStore store) {
        this.store = store;
    }

    void stop() {
        down = true;
    }

    void start() {
        down = false;
    }

    /** What happens after the engine has done the next acquisition, renewal or proof, and before the node hears of it. */
    void beforeNextAnswer(Runnable happening) {
        duringNextCall = happening;
    }

    /** What happens whenever the engine is asked to release, before it does. */
    void atEachRelease(Runnable happening) {
        duringReleases = happening;
    }

    /** What happens whenever the last token is asked for. */
    void atEachLastToken(Runnable happening) {
        duringLastTokens = happening;
    }

    /** The part of the engine that has this maildrop cannot be reached for renewals. */
    void cutOff(Owner owner) {
        unreachable.add(owner);
    }

    void reconnect() {
        unreachable.clear();
    }

    /** How often the last token was asked for. */
    int lastTokens() {
        return lastTokens;
    }

    /** The sizes of the batches renewed. */
    List<Integer> renewals() {
        return renewals;
    }

    int releases() {
        return releases;
    }

    private <T> T ask(Supplier<T> question) {
        if (down) {
            throw new LeaseStoreException("the engine is down");
        }
        return question.get();
    }

    private <T> T answer(T answer) {
        Runnable happening = duringNextCall;
        duringNextCall = () -> {};
        happening.run();
        return answer;
    }

    @Override
    public Attempt acquire(Owner owner, Holder holder, Duration term) {
        return answer(noted(owner, ask(() -> store.acquire(owner, holder, term))));
    }

    @Override
    public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
        return noted(seen.key().owner(), ask(() -> store.takeover(seen, holder, term)));
    }

    @Override
    public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
        renewals.add(leases.size());
        Map<Boolean, List<Renewal>> reached = leases.stream()
                .collect(Collectors.partitioningBy(
                        lease -> !unreachable.contains(lease.key().owner())));
        Set<LeaseKey> lost = answer(ask(() -> store.renew(reached.get(true), term)));
        if (!reached.get(false).isEmpty()) {
            Set<LeaseKey> renewed = reached.get(true).stream().map(Renewal::key).collect(Collectors.toSet());
            renewed.removeAll(lost);
            throw new PartialRenewalException(renewed, lost, new LeaseStoreException("a part is down"));
        }
        return lost;
    }

    @Override
    public boolean release(LeaseKey key) {
        releases++;
        duringReleases.run();
        return ask(() -> store.release(key));
    }

    @Override
    public Optional<HeldLease> forceRelease(Owner owner) {
        return ask(() -> store.forceRelease(owner));
    }

    @Override
    public boolean prove(LeaseKey key, Duration margin) {
        return answer(ask(() -> store.prove(key, margin)));
    }

    @Override
    public Optional<HeldLease> find(Owner owner) {
        return ask(() -> store.find(owner));
    }

    /** A memory that outlives the lease. */
    @Override
    public Optional<FencingToken> lastToken(Owner owner) {
        lastTokens++;
        duringLastTokens.run();
        return ask(() -> Optional.ofNullable(granted.get(owner)));
    }

    private Attempt noted(Owner owner, Attempt attempt) {
        if (attempt instanceof Attempt.Granted grant) {
            granted.put(owner, grant.token());
        }
        return attempt;
    }

    @Override
    public List<HeldLease> list() {
        return ask(store::list);
    }
}
