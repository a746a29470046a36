/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.maildrop.testing.OidcServer.INTROSPECTION;
import static org.maildrop.testing.OidcServer.JWKS;
import static org.maildrop.testing.OidcServer.USERINFO;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.BearerToken;
import org.maildrop.auth.OidcSettings;
import org.maildrop.auth.OidcSettings.Check;
import org.maildrop.testing.OidcServer;
import org.maildrop.testing.TestClock;
import org.slf4j.LoggerFactory;

/** A real provider, and verifiers of its tokens; behind each test, no token is in the log, nor a part of one. */
class OidcBench {
    static final String BOB = "bob@example.org";
    static final Optional<String> OF_BOB = Optional.of(BOB);

    final OidcServer provider = OidcServer.start();
    final TestClock clock = new TestClock();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    final List<String> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
    }

    @AfterEach
    void noTokenIsInTheLog() {
        provider.close();
        root.setLevel(level);
        root.detachAppender(log);
        String all = log.list.stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .reduce("", (before, line) -> before + "\n" + line);
        assertThat(told).isNotEmpty();
        for (String token : told) {
            Stream.of(token.split("\\.")).filter(part -> part.length() > 12).forEach(part -> assertThat(all)
                    .doesNotContain(part));
        }
        assertThat(all).doesNotContain("c2VjcmV0LW9mLWphbWVz").doesNotContain("b3c1f0");
    }

    JamesTokenVerifier verifier(Check check) {
        return verifier(check, Optional.empty(), JamesTokenVerifier.PATIENCE);
    }

    JamesTokenVerifier verifier(Check check, Optional<String> audience, Duration patience) {
        return new JamesTokenVerifier(
                new OidcSettings(
                        URI.create(provider.url(JWKS)),
                        "email",
                        audience,
                        URI.create(provider.url(OidcServer.CONFIGURATION)),
                        "openid email",
                        check),
                () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(),
                patience);
    }

    Check introspection() {
        return new Check.Introspection(URI.create(provider.url(INTROSPECTION)), Optional.of(OidcServer.CREDENTIALS));
    }

    Check userinfo() {
        return new Check.Userinfo(URI.create(provider.url(USERINFO)));
    }

    Check check(String name) {
        return switch (name) {
            case "introspection" -> introspection();
            case "userinfo" -> userinfo();
            default -> new Check.Signature();
        };
    }

    Optional<String> user(JamesTokenVerifier verifier, String token) {
        told.add(token);
        return verifier.user(BearerToken.of(token).orElseThrow());
    }

    void cannotBeTold(JamesTokenVerifier verifier, String token) {
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> user(verifier, token));
    }
}
