/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.james.metrics.api.GaugeRegistry;
import org.maildrop.lock.LockCounts;
import org.maildrop.lock.MaildropLocks;
import org.maildrop.session.LiveSessions;
import org.maildrop.session.SessionView.Standing;
import org.maildrop.snapshot.Maildrops;
import org.maildrop.snapshot.Recalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maildrop's numbers, each as a gauge of James, which shows them at webadmin's {@code /metrics} and in JMX. They are asked
 * for when somebody looks; no session knows of it. Their names are told in src/doc/metrics.md.
 */
public final class MaildropMetrics {
    static final String PREFIX = "maildrop_";

    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.metrics");

    private final GaugeRegistry gauges;
    private final LongSupplier nanoTime;

    /** @param nanoTime a clock for durations, as {@link System#nanoTime()} */
    public MaildropMetrics(GaugeRegistry gauges, LongSupplier nanoTime) {
        this.gauges = gauges;
        this.nanoTime = nanoTime;
    }

    /** Shows a number that only grows; its name gets {@code _total} behind it, as Prometheus wants it. */
    public void counter(String name, LongSupplier value) {
        gauge(name + "_total", value);
    }

    /** Shows how many sessions there are in each state. */
    public void sessions(LiveSessions sessions) {
        SessionsByStanding counted = new SessionsByStanding(sessions, nanoTime);
        gauge("sessions_authorization", () -> counted.in(Standing.AUTHORIZATION));
        gauge("sessions_waiting", () -> counted.in(Standing.WAITING));
        gauge("sessions_transaction", () -> counted.in(Standing.TRANSACTION));
        gauge("sessions_update", () -> counted.in(Standing.UPDATE));
    }

    /** Shows what this node's locks have come to. */
    public void locks(MaildropLocks locks) {
        gauge("leases_held", () -> locks.counts().held());
        gauge("renewals_failing", () -> locks.renewals().failing() ? 1 : 0);
        lock("takeovers_made", locks, LockCounts::takeoversMade);
        lock("takeovers_suffered", locks, LockCounts::takeoversSuffered);
        lock("leases_lost", locks, LockCounts::lost);
    }

    private void lock(String name, MaildropLocks locks, ToLongFunction<LockCounts> which) {
        counter(name, () -> which.applyAsLong(locks.counts()));
    }

    /** Shows what has been remembered of listings, and what it was good for. */
    public void listings(Maildrops maildrops) {
        gauge("listings_remembered", () -> maildrops.recalls().listings());
        gauge("listings_remembered_messages", () -> maildrops.recalls().weight());
        listing("listings_hit", maildrops, Recalls::hits);
        listing("listings_partial", maildrops, Recalls::partial);
        listing("listings_missed", maildrops, Recalls::misses);
        listing("listings_evicted", maildrops, Recalls::evicted);
    }

    private void listing(String name, Maildrops maildrops, ToLongFunction<Recalls> which) {
        counter(name, () -> which.applyAsLong(maildrops.recalls()));
    }

    /** Without its numbers Maildrop serves as well: whatever goes wrong with one is that one's loss. */
    private void gauge(String name, LongSupplier value) {
        try {
            gauges.<Number>register(PREFIX + name, () -> numberOf(value));
        } catch (RuntimeException e) {
            LOGGER.warn("there is no metric {}{}", PREFIX, name, e);
        }
    }

    /** One that threw would cost whoever asks all the others too. */
    private static Number numberOf(LongSupplier value) {
        try {
            return value.getAsLong();
        } catch (RuntimeException e) {
            LOGGER.warn("a metric cannot be told", e);
            return Double.NaN;
        }
    }
}
