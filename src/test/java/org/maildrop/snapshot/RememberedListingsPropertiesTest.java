/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever happens to a maildrop between logins, each is given what a fresh listing has: new mail, deliveries that are
 * seen late and out of order, messages removed by others and by the session, and the mailbox made anew.
 */
class RememberedListingsPropertiesTest {
    private static final Owner BOB = new Owner("bob");

    private static final class World {
        private final MemoryMaildropStore store = new MemoryMaildropStore();
        private final Map<Long, byte[]> onTheirWay = new LinkedHashMap<>();
        private long now;
        private final RememberedListings remembered = new RememberedListings(1_000, new Wanted(true, true), () -> now);

        long pick(int which) {
            List<Long> uids = store.uids("bob").stream().sorted().toList();
            return uids.isEmpty() ? 0 : uids.get(which % uids.size());
        }

        void login() {
            OpenMaildrop opened = store.open(BOB);
            Listing given = remembered.of(BOB, opened);
            Listing fresh = opened.list(new Wanted(true, true));
            assertThat(given.uids()).containsExactly(fresh.uids());
            assertThat(given.sizes()).containsExactly(fresh.sizes());
            for (int index = 0; index < fresh.count(); index++) {
                assertThat(given.details().received(index))
                        .isEqualTo(fresh.details().received(index));
                assertThat(given.details().messageId(index))
                        .isEqualTo(fresh.details().messageId(index));
            }
            assertThat(given.octets()).isEqualTo(fresh.octets());
            assertThat(given.uidValidity()).isEqualTo(fresh.uidValidity());
        }
    }

    private interface Event {
        void in(World world);
    }

    /** A name for the report of a failure. */
    private record Named(String name, Event event) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Provide
    Arbitrary<Named> events() {
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 30);
        return Arbitraries.oneOf(
                Arbitraries.just(new Named("login", World::login)),
                which.map(size -> new Named(
                        "delivery", world -> world.store.add("bob", "x".repeat(size), Instant.ofEpochMilli(size)))),
                Arbitraries.just(new Named("delivery begins", world -> {
                    long uid = world.store.add("bob", "late");
                    world.onTheirWay.put(uid, world.store.hide("bob", uid));
                })),
                which.map(one -> new Named("delivery " + one + " is seen", world -> world.onTheirWay.keySet().stream()
                        .skip(one)
                        .findFirst()
                        .ifPresent(uid -> world.store.show("bob", uid, world.onTheirWay.remove(uid))))),
                which.map(one ->
                        new Named("another removes " + one, world -> world.store.expunge("bob", world.pick(one)))),
                Arbitraries.just(new Named(
                        "another removes the newest",
                        world -> world.store.expunge(
                                "bob",
                                world.store.uids("bob").stream()
                                        .mapToLong(Long::longValue)
                                        .max()
                                        .orElse(0)))),
                which.map(one -> new Named("a session removes " + one, world -> {
                    world.login();
                    OpenMaildrop opened = world.store.open(BOB);
                    long[] uids = {world.pick(one)};
                    opened.remove(uids);
                    world.remembered.removed(BOB, opened, uids);
                })),
                Arbitraries.just(new Named("the mailbox is made anew", world -> {
                    world.onTheirWay.clear();
                    world.store.destroy("bob");
                })),
                Arbitraries.just(new Named("time passes", world -> world.now += 60_000_000_000L)),
                Arbitraries.just(new Named("much time passes, and all deliveries have been seen", world -> {
                    world.onTheirWay.forEach((uid, octets) -> world.store.show("bob", uid, octets));
                    world.onTheirWay.clear();
                    world.login();
                    world.now += RememberedListings.SETTLED.toNanos();
                })));
    }

    @Property(tries = 3_000)
    void eachLoginIsGivenWhatAFreshListingHas(@ForAll("histories") List<Named> events) {
        World world = new World();
        long begun = world.now;
        for (Named named : events) {
            // A delivery is not on its way for longer than is waited for it.
            if (world.now - begun >= RememberedListings.SETTLED.toNanos() - 60_000_000_000L) {
                world.onTheirWay.forEach((uid, octets) -> world.store.show("bob", uid, octets));
                world.onTheirWay.clear();
                begun = world.now;
            }
            named.event.in(world);
        }
        world.login();
    }

    @Provide
    Arbitrary<List<Named>> histories() {
        return events().list().ofMinSize(1).ofMaxSize(60);
    }
}
