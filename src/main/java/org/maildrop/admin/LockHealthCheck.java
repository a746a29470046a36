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
import org.maildrop.lock.MaildropLocks;
import org.maildrop.lock.RenewalState;
import org.maildrop.lock.SteadyClock;
import org.reactivestreams.Publisher;
import reactor.core.scheduler.Schedulers;

/**
 * Whether users can log in: named in conf/healthcheck.properties. Unhealthy when the lock store does not answer, because
 * then every login is refused; degraded when it answers slowly, or leases are not renewed. What each state means is told in
 * src/doc/health.md. Causes are shown to whoever asks James, so a back end's own words are in the log only.
 */
public final class LockHealthCheck implements HealthCheck {
    static final ComponentName NAME = new ComponentName("Maildrop lock");

    /** A login asks the store once or twice, so its user waits twice as long. */
    static final Duration SLOW = Duration.ofSeconds(1);

    /** As long as a login waits for the store, at the most. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Provider<MaildropLocks> locks;
    private final Probe probe;

    /** The locks, and with them their store, are made when they are first asked for: James makes this before its own. */
    @Inject
    public LockHealthCheck(Provider<MaildropLocks> locks, SteadyClock clock) {
        this(locks, clock, PATIENCE);
    }

    LockHealthCheck(Provider<MaildropLocks> locks, Clock clock, Duration patience) {
        this.locks = locks;
        this.probe = new Probe(() -> locks.get().probe(), patience, clock, task -> Schedulers.boundedElastic()
                .schedule(task));
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Publisher<Result> check() {
        return probe.ask().map(this::judged);
    }

    private Result judged(Probe.Answer answer) {
        if (answer instanceof Probe.Answer.Failed failed) {
            return Result.unhealthy(
                    NAME,
                    "the lock store cannot be asked: every login is refused, sessions go on while their leases last",
                    failed.cause());
        }
        if (answer instanceof Probe.Answer.Awaited awaited) {
            return Result.unhealthy(
                    NAME,
                    "the lock store has not answered for " + told(awaited.since())
                            + ": logins wait for it and are refused");
        }
        return answering(((Probe.Answer.Given) answer).after(), locks.get().renewals());
    }

    private static Result answering(Duration after, RenewalState renewals) {
        if (renewals.failing() || renewals.late() > 0) {
            return Result.degraded(
                    NAME,
                    "leases are not renewed: " + renewals.late() + " of " + renewals.held()
                            + " are late, the first is lost in " + told(renewals.shortest()));
        }
        if (after.compareTo(SLOW) > 0) {
            return Result.degraded(NAME, "the lock store took " + told(after) + " to answer: logins are slow");
        }
        return Result.healthy(NAME);
    }

    private static String told(Duration span) {
        Duration left = span.isNegative() ? Duration.ZERO : span;
        return left.toSeconds() + "." + left.toMillisPart() / 100 + " s";
    }
}
