/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.metrics.api.Gauge;
import org.apache.james.metrics.api.GaugeRegistry;
import org.junit.jupiter.api.Test;
import org.maildrop.session.LiveSessions;
import org.maildrop.session.Peer;
import org.maildrop.session.SessionView;
import org.maildrop.session.SessionView.Standing;
import org.maildrop.testing.ListenedLog;

/** How numbers become James's gauges, and what becomes of those that cannot be had. */
class MaildropMetricsTest {
    private final Map<String, Gauge<?>> shown = new TreeMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private final MaildropMetrics metrics = new MaildropMetrics(new Shown(), nanos::get);

    /** A registry that knows one name that it does not take. */
    private final class Shown implements GaugeRegistry {
        @Override
        public <T> GaugeRegistry register(String name, Gauge<T> gauge) {
            if (name.contains("unwelcome")) {
                throw new IllegalArgumentException(name);
            }
            shown.put(name, gauge);
            return this;
        }

        @Override
        public <T> SettableGauge<T> settableGauge(String name) {
            throw new UnsupportedOperationException(name);
        }
    }

    private static SessionView session(Standing standing) {
        return new SessionView(
                new Peer("session", "192.0.2.1"),
                standing,
                Optional.empty(),
                "clear",
                Optional.empty(),
                Duration.ZERO,
                Duration.ZERO,
                new SessionView.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private Object value(String name) {
        return shown.get(name).get();
    }

    @Test
    void aCounterIsAskedForItsValueWheneverSomebodyLooks() {
        AtomicLong value = new AtomicLong(1);
        metrics.counter("things", value::get);
        value.set(2);

        assertThat(shown).containsOnlyKeys("maildrop_things_total");
        assertThat(value("maildrop_things_total")).isEqualTo(2L);
    }

    @Test
    void sessionsAreCountedByState() {
        Sessions sessions = new Sessions();
        metrics.sessions(sessions);
        sessions.now(Standing.TRANSACTION, Standing.TRANSACTION, Standing.WAITING);

        assertThat(value("maildrop_sessions_authorization")).isEqualTo(0L);
        assertThat(value("maildrop_sessions_waiting")).isEqualTo(1L);
        assertThat(value("maildrop_sessions_transaction")).isEqualTo(2L);
        assertThat(value("maildrop_sessions_update")).isEqualTo(0L);
        assertThat(sessions.looks).as("for all that one scrape asks").isOne();

        sessions.now(Standing.UPDATE);
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(value("maildrop_sessions_transaction")).isEqualTo(0L);
        assertThat(value("maildrop_sessions_update")).isEqualTo(1L);
    }

    private static final class Sessions implements LiveSessions {
        private final List<SessionView> views = new ArrayList<>();
        private int looks;

        void now(Standing... standings) {
            views.clear();
            for (Standing standing : standings) {
                views.add(session(standing));
            }
        }

        @Override
        public List<SessionView> list() {
            looks++;
            return List.copyOf(views);
        }

        @Override
        public boolean kick(Set<String> sessions) {
            return false;
        }
    }

    @Test
    void whatCannotBeToldIsNoNumberAndCostsNobodyElseHis() {
        try (ListenedLog log = new ListenedLog("org.maildrop.metrics")) {
            metrics.counter("odd", () -> {
                throw new IllegalStateException("broken");
            });
            metrics.counter("unwelcome", () -> 1);
            metrics.counter("even", () -> 1);

            assertThat(value("maildrop_odd_total")).isEqualTo(Double.NaN);
            assertThat(shown.keySet()).containsExactly("maildrop_even_total", "maildrop_odd_total");
            assertThat(log.events()).hasSize(2);
        }
        assertThat(Map.of("even", value("maildrop_even_total"))).containsExactly(entry("even", 1L));
    }
}
