/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.auth.Throttle;
import org.maildrop.lock.Loss;

/** One client's attempt to log in, from the command that begins it to the answer: who, since when, and how patiently. */
final class Login {
    private final Peer peer;
    private final Consumer<Loss> onLost;
    private final Throttle throttle;
    private final LongSupplier nanoTime;
    private Throttle.@Nullable Attempt attempt;
    private long since;

    Login(Peer peer, Consumer<Loss> onLost, Throttle throttle, LongSupplier nanoTime) {
        this.peer = peer;
        this.onLost = onLost;
        this.throttle = throttle;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    Peer peer() {
        return peer;
    }

    Consumer<Loss> onLost() {
        return onLost;
    }

    /** The client says who it is: how long it has to wait before that is looked into. */
    Duration claims(String name) {
        Throttle.Attempt begun = throttle.begin(peer.address(), name);
        attempt = begun;
        return begun.delay();
    }

    /** It is looked into from now on. */
    void checking() {
        since = nanoTime.getAsLong();
    }

    void succeeded() {
        if (attempt != null) {
            attempt.succeeded();
        }
    }

    void failed() {
        if (attempt != null) {
            attempt.failed();
        }
    }

    /**
     * How long the answer to a failed login is held back: to the end of the delay, or of the next that is as long. So
     * neither a name that there is not nor a wrong password is told by the time that it takes.
     */
    Duration holdBack() {
        long delay = throttle.delay().toNanos();
        return delay == 0 ? Duration.ZERO : Duration.ofNanos(delay - (nanoTime.getAsLong() - since) % delay);
    }
}
