/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.jvm;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.maildrop.lock.LeaseStoreModel;
import org.maildrop.lock.LeaseStoreModel.Step;
import org.maildrop.testing.TestClock;

class JvmLeaseStorePropertyTest {
    @Property(tries = 500)
    void anySequenceOfOperationsAnswersAsTheModelDoes(@ForAll("sequences") List<Step> steps) {
        TestClock clock = new TestClock();
        LeaseStoreModel model = new LeaseStoreModel(new JvmLeaseStore(clock), clock);
        steps.forEach(model::run);
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        Arbitrary<Integer> owner = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> grant = Arbitraries.integers().between(0, 5).withoutEdgeCases();
        Arbitrary<Integer> seconds = Arbitraries.of(0, 1, 10, 20, 30, 59, 60, 61);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(4, owner.map(Step.Acquire::new)),
                Tuple.of(2, grant.map(Step.Takeover::new)),
                Tuple.of(3, Combinators.combine(grant, grant, seconds).as(Step.Renew::new)),
                Tuple.of(3, grant.map(Step.Release::new)),
                Tuple.of(1, owner.map(Step.ForceRelease::new)),
                Tuple.of(2, Combinators.combine(grant, seconds).as(Step.Prove::new)),
                Tuple.of(3, seconds.map(Step.Advance::new)));
        return step.list().ofMinSize(1).ofMaxSize(60);
    }
}
