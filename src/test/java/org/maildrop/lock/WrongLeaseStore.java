/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.maildrop.snapshot.Owner;

/** Stores that are right but for one thing: what the checks of histories are there to find. */
enum WrongLeaseStore {
    A_RELEASE_THAT_LOOKS_AT_NO_TOKEN(store -> new Right(store) {
        @Override
        public boolean release(LeaseKey key) {
            return forceRelease(key.owner()).isPresent();
        }
    }),

    A_RELEASE_OF_ANY_LEASE_THAT_DOES_NOT_SAY_SO(store -> new Right(store) {
        @Override
        public boolean release(LeaseKey key) {
            boolean own = super.release(key);
            forceRelease(key.owner());
            return own;
        }
    }),

    A_RENEWAL_THAT_REVIVES(store -> new Right(store) {
        @Override
        public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
            return super.renew(leases, term).stream()
                    .filter(lost -> find(lost.owner()).isPresent())
                    .collect(Collectors.toSet());
        }
    }),

    A_TAKEOVER_OF_WHOEVER_IS_IN(store -> new Right(store) {
        @Override
        public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
            return super.takeover(find(seen.key().owner()).orElse(seen), holder, term);
        }
    }),

    A_TAKEOVER_FROM_ONE_WHO_WAS_ACTIVE_SINCE(store -> new Right(store) {
        @Override
        public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
            Optional<HeldLease> same =
                    find(seen.key().owner()).filter(held -> held.key().equals(seen.key()));
            return super.takeover(same.orElse(seen), holder, term);
        }
    }),

    TOKENS_THAT_COME_AGAIN(RepeatingTokens::new),

    A_NODES_CLOCK_THAT_JUDGES(store -> new Right(store) {
        private final Map<Owner, Instant> entered = new ConcurrentHashMap<>();

        @Override
        public Attempt acquire(Owner owner, Holder holder, Duration term) {
            if (!holder.since()
                    .isBefore(entered.getOrDefault(owner, holder.since()).plus(term))) {
                forceRelease(owner);
            }
            Attempt attempt = super.acquire(owner, holder, term);
            if (attempt instanceof Attempt.Granted) {
                entered.put(owner, holder.since());
            }
            return attempt;
        }
    }),

    A_PROOF_FOR_EVERYBODY(store -> new Right(store) {
        @Override
        public boolean prove(LeaseKey key, Duration margin) {
            return true;
        }
    }),

    A_PROOF_THAT_FORGETS_THE_MARGIN(store -> new Right(store) {
        @Override
        public boolean prove(LeaseKey key, Duration margin) {
            return super.prove(key, Duration.ZERO);
        }
    }),

    LEASES_THAT_LAST_TOO_LONG(store -> new Right(store) {
        @Override
        public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
            return super.renew(leases, term.plusSeconds(10));
        }
    }),

    LEASES_THAT_END_TOO_SOON(store -> new Right(store) {
        @Override
        public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
            return super.renew(leases, term.minusSeconds(10));
        }
    });

    private final UnaryOperator<LeaseStore> wrong;

    WrongLeaseStore(UnaryOperator<LeaseStore> wrong) {
        this.wrong = wrong;
    }

    LeaseStore over(LeaseStore store) {
        return wrong.apply(store);
    }

    /** Does as the store does. */
    static class Right implements LeaseStore {
        private final LeaseStore store;

        Right(LeaseStore store) {
            this.store = store;
        }

        @Override
        public Attempt acquire(Owner owner, Holder holder, Duration term) {
            return store.acquire(owner, holder, term);
        }

        @Override
        public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
            return store.takeover(seen, holder, term);
        }

        @Override
        public Set<LeaseKey> renew(Collection<Renewal> leases, Duration term) {
            return store.renew(leases, term);
        }

        @Override
        public boolean release(LeaseKey key) {
            return store.release(key);
        }

        @Override
        public Optional<HeldLease> forceRelease(Owner owner) {
            return store.forceRelease(owner);
        }

        @Override
        public boolean prove(LeaseKey key, Duration margin) {
            return store.prove(key, margin);
        }

        @Override
        public Optional<HeldLease> find(Owner owner) {
            return store.find(owner);
        }

        @Override
        public List<HeldLease> list() {
            return store.list();
        }
    }
}
