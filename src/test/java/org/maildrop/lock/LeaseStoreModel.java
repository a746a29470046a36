/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;

/**
 * A lease store, and beside it the plainest idea of one: the list of all that was ever granted. Each step does the same
 * to both and compares.
 */
public final class LeaseStoreModel {
    private static final Duration TERM = Duration.ofSeconds(60);
    private final LeaseStore store;
    private final TestClock clock;
    private final List<Grant> grants = new ArrayList<>();
    private int sessions;

    public LeaseStoreModel(LeaseStore store, TestClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The numbers pick: an owner by name, a grant by counting back from the latest. Those before any grant do nothing. */
    public sealed interface Step {
        /** A session wants an owner's maildrop. */
        record Acquire(int owner) implements Step {}

        /** A session wants the maildrop of a grant, instead of that grant's holder. */
        record Takeover(int grant) implements Step {}

        /** Two holders renew in one batch. */
        record Renew(int grant, int other, int idleSeconds) implements Step {}

        /** A holder leaves. */
        record Release(int grant) implements Step {}

        /** An operator clears an owner's maildrop. */
        record ForceRelease(int owner) implements Step {}

        /** A holder wants proof. */
        record Prove(int grant, int marginSeconds) implements Step {}

        /** Time passes. */
        record Advance(int seconds) implements Step {}
    }

    private static final class Grant {
        private final LeaseKey key;
        private final Holder holder;
        private Instant lastActivity;
        private Instant expires;
        private boolean ended;

        Grant(LeaseKey key, Holder holder, Instant now) {
            this.key = key;
            this.holder = holder;
            this.lastActivity = now;
            this.expires = now.plus(TERM);
        }
    }

    /** Does the step, and compares the answer and all that the store shows afterwards. */
    public void run(Step step) {
        if (step instanceof Step.Acquire acquire) {
            wanted(owner(acquire.owner()), holder -> store.acquire(owner(acquire.owner()), holder, TERM), null);
        } else if (step instanceof Step.Takeover takeover) {
            pick(takeover.grant()).ifPresent(this::takeOver);
        } else if (step instanceof Step.Renew renew) {
            pick(renew.grant())
                    .ifPresent(grant ->
                            renew(grant, pick(renew.other()).orElseThrow(), Duration.ofSeconds(renew.idleSeconds())));
        } else if (step instanceof Step.Release release) {
            pick(release.grant()).ifPresent(this::release);
        } else if (step instanceof Step.ForceRelease force) {
            forceRelease(owner(force.owner()));
        } else if (step instanceof Step.Prove prove) {
            pick(prove.grant()).ifPresent(grant -> prove(grant, Duration.ofSeconds(prove.marginSeconds())));
        } else if (step instanceof Step.Advance advance) {
            clock.advance(Duration.ofSeconds(advance.seconds()));
        }
        compareViews();
    }

    private void takeOver(Grant expected) {
        Owner owner = expected.key.owner();
        HeldLease seen = view(expected);
        wanted(owner, holder -> store.takeover(seen, holder, TERM), expected);
    }

    private void wanted(Owner owner, Function<Holder, Attempt> ask, Grant replaced) {
        Holder holder = new Holder("node", "session-" + sessions++, "192.0.2.7", clock.instant());
        Attempt attempt = ask.apply(holder);
        Optional<Grant> inTheWay = valid(owner).filter(grant -> grant != replaced);
        if (inTheWay.isPresent()) {
            assertThat(attempt).isEqualTo(new Attempt.Contended(view(inTheWay.get())));
            return;
        }
        assertThat(attempt).isInstanceOf(Attempt.Granted.class);
        Attempt.Granted granted = (Attempt.Granted) attempt;
        assertThat(granted.expires()).isEqualTo(clock.instant().plus(TERM));
        grants.forEach(earlier -> assertThat(granted.token()).isGreaterThan(earlier.key.token()));
        valid(owner).ifPresent(grant -> grant.ended = true);
        grants.add(new Grant(new LeaseKey(owner, granted.token()), holder, clock.instant()));
    }

    private void renew(Grant first, Grant second, Duration idle) {
        Set<Grant> batch = new HashSet<>(List.of(first));
        batch.add(second);
        Set<LeaseKey> lost = new HashSet<>();
        for (Grant grant : batch) {
            if (valid(grant)) {
                grant.expires = later(grant.expires, clock.instant().plus(TERM));
                grant.lastActivity = later(grant.lastActivity, clock.instant().minus(idle));
            } else {
                lost.add(grant.key);
            }
        }
        List<Renewal> renewals =
                batch.stream().map(grant -> new Renewal(grant.key, idle)).toList();
        assertThat(store.renew(renewals, TERM)).isEqualTo(lost);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void release(Grant grant) {
        assertThat(store.release(grant.key)).isEqualTo(valid(grant));
        grant.ended = true;
    }

    private void forceRelease(Owner owner) {
        Optional<Grant> present = valid(owner);
        assertThat(store.forceRelease(owner)).isEqualTo(present.map(this::view));
        present.ifPresent(grant -> grant.ended = true);
    }

    private void prove(Grant grant, Duration margin) {
        boolean enough = !clock.instant().plus(margin).isAfter(grant.expires);
        assertThat(store.prove(grant.key, margin)).isEqualTo(valid(grant) && enough);
    }

    private void compareViews() {
        Set<HeldLease> all = grants.stream().filter(this::valid).map(this::view).collect(Collectors.toSet());
        assertThat(store.list()).containsExactlyInAnyOrderElementsOf(all);
        grants.stream().map(grant -> grant.key.owner()).distinct().forEach(owner -> assertThat(store.find(owner))
                .isEqualTo(valid(owner).map(this::view)));
    }

    private static Owner owner(int number) {
        return new Owner("user-" + number);
    }

    private Optional<Grant> pick(int back) {
        return grants.isEmpty() ? Optional.empty() : Optional.of(grants.get(grants.size() - 1 - back % grants.size()));
    }

    private boolean valid(Grant grant) {
        return !grant.ended && clock.instant().isBefore(grant.expires);
    }

    private Optional<Grant> valid(Owner owner) {
        return grants.stream()
                .filter(grant -> Objects.equals(grant.key.owner(), owner) && valid(grant))
                .reduce((one, two) -> {
                    throw new AssertionError("two valid leases of one maildrop: " + one.key + ", " + two.key);
                });
    }

    private HeldLease view(Grant grant) {
        return new HeldLease(grant.key, grant.holder, grant.lastActivity, grant.expires, clock.instant());
    }
}
