/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.maildrop.auth.AuthSettings;
import org.maildrop.auth.CertificateName;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.auth.MechanismName;
import org.maildrop.auth.OidcSettings;
import org.maildrop.auth.ThrottleSettings;

/** The element {@code <auth>}: how clients may prove who they are. */
final class AuthElement {
    private static final Duration LONGEST_CACHE = Duration.ofMinutes(10);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final List<MechanismName> TOKENS = List.of(MechanismName.OAUTHBEARER, MechanismName.XOAUTH2);

    private AuthElement() {}

    static AuthSettings read(Element auth) {
        auth.knows("cleartext", "mechanisms", "apop", "failed-logins", "cache", "secrets", "oidc", "external");
        Set<MechanismName> mechanisms = auth.value(
                "mechanisms",
                AuthSettings.DEFAULT.mechanisms(),
                "none, or some of " + known(List.of(MechanismName.values()), ", ") + " with blanks between them",
                AuthElement::mechanisms);
        return new AuthSettings(
                auth.value(
                        "cleartext",
                        AuthSettings.DEFAULT.cleartext(),
                        "loopback, always or never",
                        Element.oneOf(List.of(CleartextPolicy.values()))),
                mechanisms,
                auth.value("apop", AuthSettings.DEFAULT.apop(), "on or off", AuthElement::switched),
                throttle(auth.child("failed-logins")),
                auth.value(
                        "cache",
                        AuthSettings.DEFAULT.cache(),
                        Durations.EXPECTED + ", at most 10m, or none",
                        AuthElement::cache),
                oidc(auth, mechanisms),
                certificateName(auth, mechanisms));
    }

    /** Needed by what takes tokens, and by nothing else. */
    private static Optional<OidcSettings> oidc(Element auth, Set<MechanismName> mechanisms) {
        if (mechanisms.stream().noneMatch(TOKENS::contains)) {
            auth.lacks("oidc", "<mechanisms> has neither " + known(TOKENS, " nor "));
            return Optional.empty();
        }
        return Optional.of(OidcElement.read(auth.required("oidc")));
    }

    private static CertificateName certificateName(Element auth, Set<MechanismName> mechanisms) {
        if (!mechanisms.contains(MechanismName.EXTERNAL)) {
            auth.lacks("external", "<mechanisms> has not EXTERNAL");
        }
        Element external = auth.child("external");
        external.knows("name");
        return external.value(
                "name",
                AuthSettings.DEFAULT.certificateName(),
                "email or cn",
                Element.oneOf(List.of(CertificateName.values())));
    }

    private static boolean switched(String text) {
        return Element.oneOf(List.of("off", "on")).apply(text).equals("on");
    }

    private static ThrottleSettings throttle(Element failed) {
        failed.knows("delay", "longest-delay");
        Duration delay = failed.value(
                "delay",
                ThrottleSettings.DEFAULT.delay(),
                Durations.EXPECTED + ", at most 1m; 0s for none",
                AuthElement::minute);
        Duration longest =
                delay.compareTo(ThrottleSettings.DEFAULT.longest()) < 0 ? ThrottleSettings.DEFAULT.longest() : delay;
        return failed.value(
                "longest-delay",
                new ThrottleSettings(delay, delay.isZero() ? delay : longest),
                Durations.EXPECTED + ", not less than <delay>, at most 1m",
                text -> new ThrottleSettings(delay, minute(text)));
    }

    private static Duration minute(String text) {
        Duration span = text.equals("0s") ? Duration.ZERO : Durations.parse(text);
        if (span.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("a client would have hung up");
        }
        return span;
    }

    private static Optional<Duration> cache(String text) {
        Optional<Duration> lifetime = text.equals("none") ? Optional.empty() : Optional.of(Durations.parse(text));
        if (lifetime.filter(span -> span.compareTo(LONGEST_CACHE) > 0).isPresent()) {
            throw new IllegalArgumentException("so long a password that was changed must not work");
        }
        return lifetime;
    }

    private static Set<MechanismName> mechanisms(String text) {
        return text.equals("none")
                ? Set.of()
                : Arrays.stream(text.split(" ")).map(MechanismName::of).collect(Collectors.toUnmodifiableSet());
    }

    private static String known(List<MechanismName> mechanisms, String between) {
        return mechanisms.stream().map(MechanismName::wire).collect(Collectors.joining(between));
    }
}
