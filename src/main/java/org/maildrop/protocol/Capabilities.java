/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.maildrop.session.ExpiryPolicy;

/**
 * The answer to CAPA (RFC 2449, section 5): what works now, in this state and on this transport.
 * UTF8 has its argument USER: names and passwords may be UTF-8 (RFC 6856, section 2.2).
 *
 * @param user whether USER and PASS would be accepted, or have been
 * @param mechanisms that AUTH would take now (RFC 5034, section 3); where there is none it is not announced
 * @param startTls whether STLS would be accepted now (RFC 2595, section 4)
 * @param loginDelay the same for all users, in whole seconds; where there is none it is not announced
 * @param expiry likewise the same for all
 */
public record Capabilities(
        boolean user, List<String> mechanisms, boolean startTls, Optional<Duration> loginDelay, ExpiryPolicy expiry) {
    public Capabilities {
        mechanisms = List.copyOf(mechanisms);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("TOP", "UIDL"));
        if (user) {
            lines.add("USER");
        }
        lines.addAll(List.of("PIPELINING", "RESP-CODES", "AUTH-RESP-CODE", "UTF8 USER", "LANG"));
        loginDelay.ifPresent(delay -> lines.add("LOGIN-DELAY " + delay.toSeconds()));
        lines.addAll(List.of("EXPIRE " + retention(), "IMPLEMENTATION Maildrop"));
        if (!mechanisms.isEmpty()) {
            lines.add("SASL " + String.join(" ", mechanisms));
        }
        if (startTls) {
            lines.add("STLS");
        }
        return lines;
    }

    /** The days that mail may be left for (RFC 2449, section 6.7). */
    private String retention() {
        if (expiry instanceof ExpiryPolicy.AfterDays after) {
            return Integer.toString(after.days());
        }
        return expiry instanceof ExpiryPolicy.OnceRetrieved ? "0" : "NEVER";
    }

    ReplyBody body() {
        return TextBody.of(lines());
    }
}
