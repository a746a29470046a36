/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Two lines of the log are compared by it: what is told to clients is the same, or it is not. */
class UniqueIdHashPropertiesTest {
    private static Maildrop maildrop(long uidValidity, long[] uids) {
        return new Maildrop(new Listing(uidValidity, uids, new long[uids.length]), UniqueIdFormat.STOCK);
    }

    private static long hash(long uidValidity, long[] uids) {
        return maildrop(uidValidity, uids).uniqueIdHash();
    }

    private static long[] ascending(Set<Long> uids) {
        return uids.stream().mapToLong(uid -> uid).sorted().toArray();
    }

    @Property
    void theSameListingHasTheSameWhateverIsMarkedOrMeasured(
            @ForAll long uidValidity, @ForAll @Size(min = 1, max = 20) Set<Long> uids) {
        Maildrop maildrop = maildrop(uidValidity, ascending(uids));
        maildrop.measured(1, 1_000);
        maildrop.dele(1);

        assertThat(maildrop.uniqueIdHash()).isEqualTo(hash(uidValidity, ascending(uids)));
    }

    @Property
    void otherMessagesMakeItAnother(
            @ForAll long uidValidity,
            @ForAll @Size(max = 20) Set<@LongRange(max = 30) Long> uids,
            @ForAll @Size(max = 20) Set<@LongRange(max = 30) Long> others) {
        Assume.that(!uids.equals(others));

        assertThat(hash(uidValidity, ascending(others))).isNotEqualTo(hash(uidValidity, ascending(uids)));
    }

    @Property
    void anotherSpellingMakesItAnother(@ForAll long uidValidity, @ForAll @Size(max = 20) Set<Long> uids) {
        Listing listing = new Listing(uidValidity, ascending(uids), new long[uids.size()]);

        assertThat(new Maildrop(listing, UniqueIdTemplate.of("%v-%u")).uniqueIdHash())
                .isNotEqualTo(hash(uidValidity, ascending(uids)))
                .isNotEqualTo(new Maildrop(listing, UniqueIdTemplate.of("%v.%u")).uniqueIdHash());
    }

    @Property
    void anotherMessageIdMakesItAnother(
            @ForAll @Size(min = 1, max = 9) byte[] id, @ForAll @Size(min = 1, max = 9) byte[] other) {
        Assume.that(Arrays.hashCode(id) != Arrays.hashCode(other));

        assertThat(hashWith(id)).isNotEqualTo(hashWith(other));
    }

    private static long hashWith(byte[] id) {
        Listing listing = new Listing(1, new long[] {1}, new long[1], new Details(new long[0], new byte[][] {id}));
        return new Maildrop(listing, UniqueIdTemplate.of("%m")).uniqueIdHash();
    }

    @Property
    void anotherUidValidityMakesItAnother(
            @ForAll long uidValidity, @ForAll long other, @ForAll @Size(max = 20) Set<Long> uids) {
        Assume.that(uidValidity != other);

        assertThat(hash(other, ascending(uids))).isNotEqualTo(hash(uidValidity, ascending(uids)));
    }
}
