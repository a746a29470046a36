/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jvm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.BooleanGen;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.jetbrains.kotlinx.lincheck.strategy.stress.StressOptions;
import org.junit.jupiter.api.Test;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;

/** Every interleaving that Lincheck tries has the results of some order of the operations, one after the other. */
class JvmLeaseStoreLincheckTest {
    @Test
    void modelCheckingFindsNoInterleavingThatIsNotLinearizable() {
        ModelCheckingOptions options = new ModelCheckingOptions();
        options.iterations(5);
        options.invocationsPerIteration(100);
        options.threads(2);
        options.actorsPerThread(2);
        options.actorsBefore(1);
        options.actorsAfter(1);
        new LinChecker(Sessions.class, options).check();
    }

    @Test
    void stressFindsNoInterleavingThatIsNotLinearizable() {
        StressOptions options = new StressOptions();
        options.iterations(10);
        options.invocationsPerIteration(500);
        options.threads(3);
        options.actorsPerThread(3);
        options.actorsBefore(1);
        options.actorsAfter(1);
        new LinChecker(Sessions.class, options).check();
    }

    /**
     * The operations, on two maildrops. The clock stands still at zero, and the tokens start there; a lease granted for
     * no time has expired at once.
     */
    @Param(name = "owner", gen = IntGen.class, conf = "1:2")
    @Param(name = "token", gen = IntGen.class, conf = "1:4")
    @Param(name = "forNoTime", gen = BooleanGen.class)
    public static class Sessions {
        private static final Duration TERM = Duration.ofSeconds(60);
        private final TestClock clock = new TestClock(Instant.EPOCH);
        private final JvmLeaseStore store = new JvmLeaseStore(clock);

        @Operation
        public Attempt acquire(@Param(name = "owner") int owner, @Param(name = "forNoTime") boolean forNoTime) {
            return store.acquire(owner(owner), holder(), forNoTime ? Duration.ZERO : TERM);
        }

        @Operation
        public Attempt takeover(@Param(name = "owner") int owner, @Param(name = "token") int token) {
            HeldLease seen =
                    new HeldLease(key(owner, token), holder(), Instant.EPOCH, Instant.EPOCH.plus(TERM), Instant.EPOCH);
            return store.takeover(seen, holder(), TERM);
        }

        @Operation
        public Set<LeaseKey> renew(@Param(name = "owner") int owner, @Param(name = "token") int token) {
            return store.renew(List.of(new Renewal(key(owner, token), Duration.ofSeconds(1))), TERM);
        }

        @Operation
        public boolean release(@Param(name = "owner") int owner, @Param(name = "token") int token) {
            return store.release(key(owner, token));
        }

        @Operation
        public Optional<HeldLease> forceRelease(@Param(name = "owner") int owner) {
            return store.forceRelease(owner(owner));
        }

        @Operation
        public boolean prove(@Param(name = "owner") int owner, @Param(name = "token") int token) {
            return store.prove(key(owner, token), TERM);
        }

        @Operation
        public Optional<HeldLease> find(@Param(name = "owner") int owner) {
            return store.find(owner(owner));
        }

        private static Owner owner(int number) {
            return new Owner("user-" + number);
        }

        private static LeaseKey key(int owner, int token) {
            return new LeaseKey(owner(owner), new FencingToken(token));
        }

        private static Holder holder() {
            return new Holder("node", "session", "192.0.2.7", Instant.EPOCH);
        }
    }
}
