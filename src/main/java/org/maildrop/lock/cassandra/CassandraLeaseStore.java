/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;

/**
 * The leases of a deployment in Cassandra. To acquire a free maildrop takes a read and a lightweight transaction, to
 * find it in use a read; a renewal and a release are a transaction each, a proof is a serial read.
 *
 * <p>The session is James's, and stays open when this is closed.
 */
public final class CassandraLeaseStore implements LeaseStore {
    /** What a batch of renewals may take in answers' time: a quarter of the term, if an answer may take a twelfth; less of a long one. */
    private static final int ANSWERS_A_BATCH = 3;

    private final Cassandra cassandra;
    private final Duration answer;
    private final LongSupplier nanos;

    private CassandraLeaseStore(Cassandra cassandra, Duration answer, LongSupplier nanos) {
        this.cassandra = cassandra;
        this.answer = answer;
        this.nanos = nanos;
    }

    /**
     * Opens the store, and makes its table, in the session's keyspace, if it is missing. If Cassandra does not answer,
     * that waits for its return.
     *
     * @param answer how long an operation may take, a batch of renewals three times that: well under a third of the term
     * @param nanos measures spans of time
     * @throws LeaseStoreException when there is no table and no right to make it; the text then holds the statement
     */
    public static CassandraLeaseStore open(CqlSession session, Duration answer, LongSupplier nanos) {
        Cassandra cassandra = new Cassandra(session);
        cassandra.open(Deadline.in(answer, nanos));
        return new CassandraLeaseStore(cassandra, answer, nanos);
    }

    @Override
    public Attempt acquire(Owner owner, Holder holder, Duration term) {
        return grant(owner, null, holder, term);
    }

    @Override
    public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
        return grant(seen.key().owner(), seen, holder, term);
    }

    /**
     * Looks, and grants what is free if it still is as it was seen. A transaction that timed out or broke off may have
     * granted it, or may yet: a serial look settles that, and finds the attempt's own grant by its name.
     */
    private Attempt grant(Owner owner, @Nullable HeldLease replaced, Holder holder, Duration term) {
        Deadline deadline = deadline();
        UUID attempt = UUID.randomUUID();
        ConsistencyLevel level = cassandra.consistency().quorum();
        boolean brokenOff = false;
        while (true) {
            LeaseRow row = look(owner, level, deadline);
            if (row.isHeld() && row.isOf(attempt)) {
                HeldLease own = row.held();
                return new Attempt.Granted(own.key().token(), own.expires());
            }
            if (row.isHeld() && (replaced == null || !row.isStill(replaced))) {
                return new Attempt.Contended(row.held());
            }
            try {
                Attempt.Granted granted =
                        new Attempt.Granted(row.next(), row.seen().plus(term));
                if (grants(owner, row, attempt, holder, granted, deadline)) {
                    return granted;
                }
            } catch (LeaseStoreException trouble) {
                if (!Cassandra.leavesDoubt(trouble) || (brokenOff && !Cassandra.timedOut(trouble))) {
                    throw trouble;
                }
                brokenOff |= !Cassandra.timedOut(trouble);
                level = cassandra.consistency().serial();
            }
        }
    }

    private boolean grants(
            Owner owner, LeaseRow seen, UUID attempt, Holder holder, Attempt.Granted granted, Deadline deadline) {
        return cassandra
                .ask(
                        statements -> seen.unchanged(statements
                                .grant()
                                .bind(
                                        granted.token().value(),
                                        attempt,
                                        holder.node(),
                                        holder.session(),
                                        holder.remoteAddress(),
                                        holder.since(),
                                        seen.seen(),
                                        granted.expires(),
                                        owner.name())),
                        deadline)
                .wasApplied();
    }

    @Override
    public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
        if (leases.isEmpty()) {
            return Set.of();
        }
        Instant now = now(deadline());
        Instant expires = now.plus(term);
        List<RenewalStep> steps = leases.stream()
                .map(lease -> new RenewalStep(lease.key(), now.minus(lease.idle()), expires))
                .toList();
        Renewed answered = new Renewed();
        Optional<Throwable> trouble = Lanes.send(
                steps,
                step -> renew(step, deadline()).thenAccept(renewed -> answered.add(step.key(), renewed)),
                answer.multipliedBy(ANSWERS_A_BATCH));
        return answered.lostUnless(trouble.map(cassandra::trouble));
    }

    /** Whether it could be. What has been overtaken by another renewal is tried once more, and moves nothing back. */
    private CompletionStage<Boolean> renew(RenewalStep step, Deadline deadline) {
        return cassandra
                .send(statements -> step.bind(statements.renew()), deadline)
                .thenCompose(answered -> {
                    if (answered.wasApplied()) {
                        return CompletableFuture.completedFuture(true);
                    }
                    return Optional.ofNullable(answered.one())
                            .flatMap(step::after)
                            .map(next -> renew(next, deadline))
                            .orElseGet(() -> CompletableFuture.completedFuture(false));
                });
    }

    @Override
    public boolean release(LeaseKey key) {
        long token = key.token().value();
        return cassandra
                .ask(statements -> statements.release().bind(token, key.owner().name(), token), deadline())
                .wasApplied();
    }

    /**
     * Ends the lease that it finds, by its key; if that is not valid any more, it looks again. Serially, because a grant
     * that a replica has accepted and not yet written would come to light with the next transaction.
     */
    @Override
    public Optional<HeldLease> forceRelease(Owner owner) {
        ConsistencyLevel serial = cassandra.consistency().serial();
        Optional<HeldLease> held = find(owner, serial);
        while (held.isPresent() && !release(held.get().key())) {
            held = find(owner, serial);
        }
        return held;
    }

    @Override
    public boolean prove(LeaseKey key, Duration margin) {
        LeaseRow row = look(key.owner(), cassandra.consistency().serial(), deadline());
        return row.isOf(key.token()) && row.isHeld() && row.held().remaining().compareTo(margin) >= 0;
    }

    @Override
    public Optional<HeldLease> find(Owner owner) {
        return find(owner, cassandra.consistency().quorum());
    }

    private Optional<HeldLease> find(Owner owner, ConsistencyLevel level) {
        return Optional.of(look(owner, level, deadline()))
                .filter(LeaseRow::isHeld)
                .map(LeaseRow::held);
    }

    /** Its row stays for a day. */
    @Override
    public Optional<FencingToken> lastToken(Owner owner) {
        return Optional.ofNullable(look(owner, cassandra.consistency().quorum(), deadline())
                        .token())
                .map(FencingToken::new);
    }

    @Override
    public List<HeldLease> list() {
        List<HeldLease> all = new ArrayList<>();
        for (Row row : cassandra.all(statements -> statements.list().bind(), deadline())) {
            LeaseRow lease = LeaseRow.of(row);
            if (lease.isHeld()) {
                all.add(lease.held());
            }
        }
        return all;
    }

    private LeaseRow look(Owner owner, ConsistencyLevel level, Deadline deadline) {
        Row row = cassandra
                .ask(statements -> find(statements, owner).setConsistencyLevel(level), deadline)
                .one();
        return row == null ? LeaseRow.none(now(deadline)) : LeaseRow.of(row);
    }

    private static BoundStatement find(Statements statements, Owner owner) {
        return statements.find().bind(owner.name());
    }

    private Instant now(Deadline deadline) {
        Row row = cassandra.ask(statements -> statements.now().bind(), deadline).one();
        if (row == null) {
            throw new LeaseStoreException("Cassandra does not tell its time");
        }
        return LeaseRow.seen(row);
    }

    private Deadline deadline() {
        return Deadline.in(answer, nanos);
    }
}
