/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.maildrop.auth.ClientNetwork;

/**
 * How many sessions there may be that have logged in, or wait for their maildrop: of one user, and from one address. On
 * this server. Safe for use by several threads.
 */
public final class SessionLimits {
    private final LimitSettings settings;
    private final ConcurrentMap<String, Integer> users = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> addresses = new ConcurrentHashMap<>();

    public SessionLimits(LimitSettings settings) {
        this.settings = settings;
    }

    /** Of what there are too many sessions. */
    public enum Excess {
        USER,
        ADDRESS
    }

    /** Makes room for a session, or says why there is none. */
    Admission admit(String user, String address) {
        String network = ClientNetwork.of(address).name();
        if (!enter(addresses, network, settings.perAddress())) {
            return new Admission(Optional.of(Excess.ADDRESS), () -> {});
        }
        if (!enter(users, user, settings.perUser())) {
            leave(addresses, network);
            return new Admission(Optional.of(Excess.USER), () -> {});
        }
        return new Admission(Optional.empty(), () -> {
            leave(users, user);
            leave(addresses, network);
        });
    }

    private static boolean enter(ConcurrentMap<String, Integer> counts, String key, OptionalInt most) {
        int limit = most.orElse(Integer.MAX_VALUE);
        boolean[] entered = new boolean[1];
        counts.compute(key, (of, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < limit;
            return entered[0] ? Integer.valueOf(before + 1) : count;
        });
        return entered[0];
    }

    private static void leave(ConcurrentMap<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (of, count) -> count > 1 ? count - 1 : null);
    }

    /** How many keys are counted: none, once all have left. */
    int counted() {
        return users.size() + addresses.size();
    }

    /** A session's place, until it is closed; that may be done often. */
    static final class Admission implements AutoCloseable {
        static final Admission NONE = new Admission(Optional.empty(), () -> {});

        static {
            NONE.close();
        }

        private final Optional<Excess> excess;
        private final Runnable leave;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Admission(Optional<Excess> excess, Runnable leave) {
            this.excess = excess;
            this.leave = leave;
        }

        /** Of what there are too many for it, if so. */
        Optional<Excess> excess() {
            return excess;
        }

        /** Whether the session has its place now. */
        boolean isOpen() {
            return excess.isEmpty() && !closed.get();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                leave.run();
            }
        }
    }
}
