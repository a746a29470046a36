/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.maildrop.session.ExpiryPolicy;
import org.maildrop.session.LimitSettings;
import org.maildrop.session.SessionSettings;

/** The elements that are about sessions: how long, how many, how often, and what is removed behind them. */
final class SessionElements {
    private static final String DURATION = MaildropSettings.DURATION;
    private static final String LIMIT = "a number of sessions, at least 1, or none";

    private SessionElements() {}

    static SessionSettings read(Element root) {
        SessionSettings usual = SessionSettings.DEFAULT;
        Duration autologout = root.value(
                "autologout",
                usual.autologout(),
                DURATION + ", at least 10m (RFC 1725, section 3)",
                text -> new SessionSettings(
                                Durations.parse(text), usual.loginTimeout(), usual.limits(), usual.expiry(), false)
                        .autologout());
        return new SessionSettings(
                autologout,
                root.value("login-timeout", usual.loginTimeout(), DURATION, Durations::parse),
                limits(root.child("limits")),
                root.value("expire", usual.expiry(), "never, 0 or " + Days.EXPECTED, SessionElements::expiry),
                root.value("mark-seen", "off", "on or off", Element.oneOf(List.of("on", "off")))
                        .equals("on"));
    }

    private static LimitSettings limits(Element limits) {
        limits.knows("sessions-per-user", "sessions-per-address", "login-delay");
        LimitSettings usual = LimitSettings.DEFAULT;
        return new LimitSettings(
                limits.value("sessions-per-user", usual.perUser(), LIMIT, SessionElements::limit),
                limits.value("sessions-per-address", usual.perAddress(), LIMIT, SessionElements::limit),
                limits.value("login-delay", usual.loginDelay(), DURATION + ", or none", SessionElements::delay));
    }

    private static OptionalInt limit(String text) {
        OptionalInt most = text.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
        return new LimitSettings(most, OptionalInt.empty(), Optional.empty()).perUser();
    }

    private static Optional<Duration> delay(String text) {
        return text.equals("none") ? Optional.empty() : Optional.of(Durations.parse(text));
    }

    /** Only days have a unit: the 0 is that of RFC 2449. */
    private static ExpiryPolicy expiry(String text) {
        if (text.equals("never")) {
            return new ExpiryPolicy.Never();
        }
        if (text.equals("0")) {
            return new ExpiryPolicy.OnceRetrieved();
        }
        return new ExpiryPolicy.AfterDays(Days.parse(text));
    }
}
