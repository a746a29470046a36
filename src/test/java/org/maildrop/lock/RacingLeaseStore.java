/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.maildrop.snapshot.Owner;

/** Stores whose steps are right, one after the other, but not atomic. */
enum RacingLeaseStore {
    A_LOOK_BEFORE_THE_GRANT(store -> new WrongLeaseStore.Right(store) {
        @Override
        public Attempt acquire(Owner owner, Holder holder, Duration term) {
            Optional<HeldLease> held = find(owner);
            if (held.isPresent()) {
                return new Attempt.Contended(held.get());
            }
            letOthersAct();
            forceRelease(owner);
            return super.acquire(owner, holder, term);
        }
    }),

    A_LOOK_BEFORE_THE_RELEASE(store -> new WrongLeaseStore.Right(store) {
        @Override
        public boolean release(LeaseKey key) {
            boolean own = prove(key, Duration.ZERO);
            letOthersAct();
            return own && forceRelease(key.owner()).isPresent();
        }
    }),

    A_LOOK_BEFORE_THE_TAKEOVER(store -> new WrongLeaseStore.Right(store) {
        @Override
        public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
            Owner owner = seen.key().owner();
            Optional<HeldLease> held = find(owner);
            if (held.filter(lease -> !lease.key().equals(seen.key())).isPresent()) {
                return new Attempt.Contended(held.get());
            }
            letOthersAct();
            forceRelease(owner);
            return super.takeover(seen, holder, term);
        }
    });

    private final UnaryOperator<LeaseStore> wrong;

    RacingLeaseStore(UnaryOperator<LeaseStore> wrong) {
        this.wrong = wrong;
    }

    private static void letOthersAct() {
        for (int i = 0; i < 10; i++) {
            Thread.yield();
        }
    }

    LeaseStore over(LeaseStore store) {
        return wrong.apply(store);
    }
}
