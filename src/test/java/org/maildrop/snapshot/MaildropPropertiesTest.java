/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Any sequence of operations against a model so simple that it is seen to be right: a list of messages. */
class MaildropPropertiesTest {
    /** What a session may do to its maildrop. */
    private interface Operation {
        void on(Maildrop maildrop, Model model);
    }

    private static final class Model {
        private final long[] uids;
        private final long[] sizes;
        private final boolean[] marked;
        private final boolean[] retrieved;

        Model(Listing listing) {
            this.uids = listing.uids().clone();
            this.sizes = listing.sizes().clone();
            this.marked = new boolean[uids.length];
            this.retrieved = new boolean[uids.length];
        }

        /** Why the number cannot be served, or null. */
        MessageRefusal refusal(long number) {
            if (number < 1 || number > uids.length) {
                return new MessageRefusal.NoSuchMessage(number, uids.length);
            }
            return marked[(int) number - 1] ? new MessageRefusal.MarkedAsDeleted((int) number) : null;
        }

        List<ScanListing> listed() {
            List<ScanListing> listed = new ArrayList<>();
            for (int index = 0; index < uids.length; index++) {
                if (!marked[index]) {
                    listed.add(new ScanListing(index + 1, sizes[index]));
                }
            }
            return listed;
        }

        void matches(Maildrop maildrop) {
            List<ScanListing> listed = listed();
            assertThat(listing(maildrop)).isEqualTo(listed);
            assertThat(maildrop.stat())
                    .isEqualTo(new DropListing(
                            listed.size(),
                            listed.stream().mapToLong(ScanListing::octets).sum()));
            for (long number = -1; number <= uids.length + 1; number++) {
                matches(maildrop, number);
            }
            int last = IntStream.range(0, uids.length)
                    .filter(index -> retrieved[index])
                    .max()
                    .orElse(-1);
            assertThat(maildrop.retrieved()).containsExactly(unmarked(index -> retrieved[index]));
            assertThat(maildrop.upToLastRetrieved()).containsExactly(unmarked(index -> index <= last));
        }

        private long[] unmarked(IntPredicate which) {
            return IntStream.range(0, uids.length)
                    .filter(index -> !marked[index])
                    .filter(which)
                    .mapToLong(index -> uids[index])
                    .toArray();
        }

        private void matches(Maildrop maildrop, long number) {
            MessageRefusal refusal = refusal(number);
            if (refusal != null) {
                assertThat(maildrop.list(number)).isEqualTo(refusal);
                assertThat(maildrop.uidl(number)).isEqualTo(refusal);
                assertThat(maildrop.message(number)).isEqualTo(refusal);
            } else {
                int index = (int) number - 1;
                assertThat(maildrop.list(number)).isEqualTo(new ScanListing(index + 1, sizes[index]));
                assertThat(maildrop.uidl(number)).isEqualTo(new UniqueIdListing(index + 1, "7." + uids[index]));
                assertThat(maildrop.message(number)).isEqualTo(new MessageOutcome.Message(index + 1, uids[index]));
            }
        }
    }

    @Property(tries = 500)
    void anySequenceOfOperationsAnswersAsTheModelDoes(
            @ForAll("listings") Listing listing, @ForAll("sequences") List<Operation> operations) {
        Model model = new Model(listing);
        Maildrop maildrop = maildrop(listing);

        model.matches(maildrop);
        for (Operation operation : operations) {
            operation.on(maildrop, model);
            model.matches(maildrop);
        }
    }

    @Property(tries = 300)
    void dropListingIsTheSumOfTheScanListingsAtEveryMoment(
            @ForAll("listings") Listing listing, @ForAll("sequences") List<Operation> operations) {
        Model model = new Model(listing);
        Maildrop maildrop = maildrop(listing);

        for (Operation operation : operations) {
            operation.on(maildrop, model);
            List<ScanListing> listed = listing(maildrop);
            assertThat(maildrop.stat().count()).isEqualTo(listed.size());
            assertThat(maildrop.stat().octets())
                    .isEqualTo(listed.stream().mapToLong(ScanListing::octets).sum());
        }
    }

    @Property(tries = 300)
    void deletionsThenRsetAreTheIdentity(
            @ForAll("listings") Listing listing, @ForAll List<@IntRange(max = 12) Integer> deletions) {
        Maildrop maildrop = maildrop(listing);
        Maildrop untouched = maildrop(new Listing(
                listing.uidValidity(), listing.uids().clone(), listing.sizes().clone()));

        deletions.forEach(maildrop::dele);
        assertThat(maildrop.rset()).isEqualTo(untouched.stat());

        assertThat(maildrop.stat()).isEqualTo(untouched.stat());
        assertThat(listing(maildrop)).isEqualTo(listing(untouched));
        assertThat(maildrop.marked()).isEmpty();
    }

    @Property(tries = 300)
    void theUidsOfTheMarkedMessagesAreThoseToRemove(
            @ForAll("listings") Listing listing, @ForAll List<@IntRange(max = 12) Integer> deletions) {
        Maildrop maildrop = maildrop(listing);
        TreeSet<Long> marked = new TreeSet<>();

        for (int number : deletions) {
            if (maildrop.dele(number) instanceof DeleOutcome.Marked done) {
                marked.add(listing.uids()[done.number() - 1]);
            }
        }

        assertThat(maildrop.marked()).containsExactly(marked.toArray(Long[]::new));
        assertThat(maildrop.stat().count()).isEqualTo(listing.count() - marked.size());
    }

    @Provide
    Arbitrary<Listing> listings() {
        Arbitrary<Long> sizes = Arbitraries.longs().between(0, 1L << 40);
        return Combinators.combine(
                        Arbitraries.longs().between(1, 1000).set().ofMaxSize(10),
                        sizes.list().ofSize(10))
                .as((uids, octets) -> new Listing(
                        7,
                        uids.stream().mapToLong(Long::longValue).sorted().toArray(),
                        octets.stream()
                                .mapToLong(Long::longValue)
                                .limit(uids.size())
                                .toArray()));
    }

    @Provide
    Arbitrary<List<Operation>> sequences() {
        Arbitrary<Long> numbers = Arbitraries.oneOf(
                Arbitraries.longs().between(-1, 12), Arbitraries.of(Long.MAX_VALUE, 1L << 32, (1L << 32) + 1));
        return Arbitraries.frequencyOf(
                        Tuple.of(6, numbers.map(MaildropPropertiesTest::dele)),
                        Tuple.of(1, Arbitraries.just(MaildropPropertiesTest::rset)),
                        Tuple.of(2, Arbitraries.integers().between(1, 10).map(MaildropPropertiesTest::retrieved)),
                        Tuple.of(
                                2,
                                Combinators.combine(
                                                Arbitraries.integers().between(1, 10),
                                                Arbitraries.longs().between(0, 1000))
                                        .as(MaildropPropertiesTest::measured)))
                .list()
                .ofMaxSize(25);
    }

    private static Operation dele(long number) {
        return (maildrop, model) -> {
            MessageRefusal refusal = model.refusal(number);
            assertThat(maildrop.dele(number))
                    .isEqualTo(refusal != null ? refusal : new DeleOutcome.Marked((int) number));
            if (refusal == null) {
                model.marked[(int) number - 1] = true;
            }
        };
    }

    private static void rset(Maildrop maildrop, Model model) {
        maildrop.rset();
        Arrays.fill(model.marked, false);
    }

    private static Operation retrieved(int number) {
        return (maildrop, model) -> {
            if (number <= model.uids.length) {
                maildrop.noteRetrieved(number);
                model.retrieved[number - 1] = true;
            }
        };
    }

    private static Operation measured(int number, long octets) {
        return (maildrop, model) -> {
            if (number <= model.uids.length) {
                maildrop.measured(number, octets);
                model.sizes[number - 1] = octets;
            }
        };
    }

    private static Maildrop maildrop(Listing listing) {
        return new Maildrop(listing, (SpelledIds) (uidValidity, uid) -> uidValidity + "." + uid);
    }

    private static List<ScanListing> listing(Maildrop maildrop) {
        List<ScanListing> listed = new ArrayList<>();
        for (int number = maildrop.after(0); number != 0; number = maildrop.after(number)) {
            listed.add(maildrop.scanListing(number));
        }
        return listed;
    }
}
