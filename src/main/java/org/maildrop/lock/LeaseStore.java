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
import org.maildrop.snapshot.Owner;

/**
 * Where leases are kept: the port to the engine that all nodes of a deployment share.
 *
 * <p>What every store promises, and its contract suite checks:
 * <ul>
 *   <li>Each operation on a lease is one atomic step of the engine; a batch is one such step a lease.
 *   <li>A lease is valid while the engine's clock is before its expiry. From then on it is as if it had been released:
 *       its holder can neither renew, release nor prove it, and the maildrop is free.
 *   <li>Who acts on a lease names its {@link LeaseKey}. A key of another grant than the present one has no effect.
 *   <li>The tokens of a maildrop grow strictly, across releases, expiries and restarts of nodes and engine.
 *   <li>A node's clock is never trusted.
 * </ul>
 *
 * <p>Thread-safe. An operation may block for one exchange with the engine, with a time limit well under a third of the
 * term. Any operation throws {@link LeaseStoreException} when the engine cannot answer; whether it has acted is unknown
 * then, and the lease's expiry settles it.
 */
public interface LeaseStore extends AutoCloseable {
    /** Grants the maildrop for one term if it is free. */
    Attempt acquire(Owner owner, Holder holder, Duration term);

    /**
     * Grants the maildrop for one term if it is free or its lease is still as it was seen: the same token, and no later
     * activity; that lease is ended by the same step. Contended if it is another by now, or its holder has told of
     * activity: who has proven a lease, and acts on it, is not taken over by one who judged it before.
     */
    Attempt takeover(HeldLease seen, Holder holder, Duration term);

    /**
     * Makes each lease last one term from now, notes its holder's last activity, and returns the keys that could not be
     * renewed because they are no longer valid. What is noted never moves back: a renewal that comes late changes nothing
     * that a later one has written.
     *
     * @throws PartialRenewalException when the engine has answered for some of them only
     */
    Set<LeaseKey> renew(Collection<Renewal> leases, Duration term);

    /** Frees the maildrop. False, and without effect, when the key's lease is not valid any more. */
    boolean release(LeaseKey key);

    /** Frees the maildrop whoever holds it, and returns the lease that was ended, if there was a valid one. */
    Optional<HeldLease> forceRelease(Owner owner);

    /** Whether the key's lease is valid and will be for at least the margin. */
    boolean prove(LeaseKey key, Duration margin);

    /** The valid lease of this maildrop. */
    Optional<HeldLease> find(Owner owner);

    /**
     * The token that was granted last for this maildrop, as far as the store remembers it: at the least as long as that
     * lease is valid.
     */
    default Optional<FencingToken> lastToken(Owner owner) {
        return find(owner).map(held -> held.key().token());
    }

    /** All valid leases, in no order. Each is shown as it was at some moment during the call, not all at the same one. */
    List<HeldLease> list();

    /** Whether its operations wait for an engine: if not, a thread that serves others may call them. */
    default boolean blocks() {
        return true;
    }

    /** Gives back what the store holds of the engine. The leases stay as they are. */
    @Override
    default void close() {}
}
