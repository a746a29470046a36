/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Keeps those waiting who fail to log in: it only counts, and whoever asks has to wait by itself. Counts are kept by address
 * and by user; but who has logged in from an address before is counted there by itself, so that neither strangers who try
 * its name nor its neighbours keep it waiting. Bounded; of this server only. Safe for use by several threads.
 */
public final class Throttle {
    /** So often one may be mistaken. */
    static final int FREE = 3;

    private static final int MOST = 100_000;
    private static final int MOST_DOUBLINGS = 20;
    private static final int LONGEST_NAME = 255;
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final Duration KNOWN = Duration.ofDays(1);

    private final ThrottleSettings settings;
    private final Cache<Key, Integer> failures;
    private final Cache<Key, Boolean> known;

    /** What is counted; an empty part stands for all. */
    private record Key(String network, String user) {}

    /**
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    public Throttle(ThrottleSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        failures = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(FORGOTTEN)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
        known = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(KNOWN)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** How long the answer to a failed login takes. */
    public Duration delay() {
        return settings.delay();
    }

    /** Somebody at this address says that it is this user. */
    public Attempt begin(String address, String user) {
        ClientNetwork network = ClientNetwork.of(address);
        String name = user.length() > LONGEST_NAME
                ? ""
                : Preparation.of(user).orElse(user).toLowerCase(Locale.ROOT);
        Key pair = new Key(network.name(), name);
        List<Key> counted = isKnown(pair) ? List.of(pair) : strangers(network, name);
        int most = counted.stream()
                .mapToInt(key -> failures.asMap().getOrDefault(key, 0))
                .max()
                .orElse(0);
        return new Attempt(pair, counted, wait(most));
    }

    /** Without a name the pair would be the address, which is not to be counted by itself if it speaks for many. */
    private boolean isKnown(Key pair) {
        return !pair.user().isEmpty() && known.getIfPresent(pair) != null;
    }

    private static List<Key> strangers(ClientNetwork network, String name) {
        List<Key> both = List.of(new Key(network.name(), ""), new Key("", name));
        return both.subList(network.trusted() ? 1 : 0, name.isEmpty() ? 1 : 2);
    }

    /** Doubles with each failure behind those that are free. */
    private Duration wait(int failed) {
        if (failed < FREE) {
            return Duration.ZERO;
        }
        Duration wait = settings.delay().multipliedBy(1L << Math.min(failed - FREE, MOST_DOUBLINGS));
        return wait.compareTo(settings.longest()) < 0 ? wait : settings.longest();
    }

    /** One attempt to log in. */
    public final class Attempt {
        private final Key pair;
        private final List<Key> counted;
        private final Duration delay;

        private Attempt(Key pair, List<Key> counted, Duration delay) {
            this.pair = pair;
            this.counted = counted;
            this.delay = delay;
        }

        /** How long it has to wait before it is checked. */
        public Duration delay() {
            return delay;
        }

        /** It was who it said. */
        public void succeeded() {
            if (!pair.user().isEmpty()) {
                known.put(pair, Boolean.TRUE);
            }
        }

        /** It was not. */
        public void failed() {
            counted.forEach(key -> failures.asMap().merge(key, 1, Integer::sum));
        }
    }
}
