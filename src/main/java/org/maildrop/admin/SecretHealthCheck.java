/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.time.Clock;
import java.time.Duration;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.maildrop.auth.SecretStore;
import org.maildrop.lock.SteadyClock;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * Whether shared secrets can be read, and decrypted: named in conf/healthcheck.properties. Degraded when not, never
 * unhealthy: passwords and tokens work without. As with the lock, a back end's own words are in the log only.
 */
public final class SecretHealthCheck implements HealthCheck {
    static final ComponentName NAME = new ComponentName("Maildrop secrets");
    static final Duration SLOW = Duration.ofSeconds(1);

    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.health");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Probe probe;

    /** As with the lock, nothing is opened before it is first asked for. */
    @Inject
    public SecretHealthCheck(Provider<SecretStore> secrets, SteadyClock clock) {
        this(secrets, clock, PATIENCE);
    }

    SecretHealthCheck(Provider<SecretStore> secrets, Clock clock, Duration patience) {
        this.probe = new Probe(() -> secrets.get().prove(), patience, clock, task -> Schedulers.boundedElastic()
                .schedule(task));
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Publisher<Result> check() {
        return probe.ask().map(SecretHealthCheck::judged);
    }

    private static Result judged(Probe.Answer answer) {
        if (answer instanceof Probe.Answer.Failed failed) {
            LOGGER.warn("shared secrets cannot be read", failed.cause());
            return refusing("cannot be read");
        }
        if (answer instanceof Probe.Answer.Awaited awaited) {
            return refusing("have been asked for, without an answer, for "
                    + awaited.since().toSeconds() + " s");
        }
        Duration after = ((Probe.Answer.Given) answer).after();
        return after.compareTo(SLOW) > 0
                ? Result.degraded(NAME, "shared secrets took " + after.toMillis() + " ms to read: logins are slow")
                : Result.healthy(NAME);
    }

    private static Result refusing(String why) {
        return Result.degraded(
                NAME, "shared secrets " + why + ": APOP, CRAM-MD5 and SCRAM are refused, all else works");
    }
}
