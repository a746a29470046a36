/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.BearerToken;
import org.maildrop.auth.OidcSettings;
import org.maildrop.auth.OidcSettings.Check;
import org.maildrop.testing.OidcServer;
import org.maildrop.testing.OidcServer.Key;
import org.maildrop.testing.TestClock;
import org.slf4j.LoggerFactory;

/** Tokens of a real provider, over HTTP; after each test, none of them is in the log, nor a part of one. */
class JamesTokenVerifierTest {
    private static final String BOB = "bob@example.org";
    private static final Optional<String> OF_BOB = Optional.of(BOB);

    /** Of an answer that does not come. */
    private static final Duration SHORT = Duration.ofMillis(300);

    private final OidcServer provider = OidcServer.start();
    private final TestClock clock = new TestClock();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> told = new ArrayList<>();

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

    private JamesTokenVerifier verifier(Check check) {
        return verifier(check, Optional.empty(), JamesTokenVerifier.PATIENCE);
    }

    private JamesTokenVerifier verifier(Check check, Optional<String> audience, Duration patience) {
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

    private Check introspection() {
        return new Check.Introspection(URI.create(provider.url(INTROSPECTION)), Optional.of(OidcServer.CREDENTIALS));
    }

    private Check userinfo() {
        return new Check.Userinfo(URI.create(provider.url(USERINFO)));
    }

    private Check check(String name) {
        return switch (name) {
            case "introspection" -> introspection();
            case "userinfo" -> userinfo();
            default -> new Check.Signature();
        };
    }

    private Optional<String> user(JamesTokenVerifier verifier, String token) {
        told.add(token);
        return verifier.user(BearerToken.of(token).orElseThrow());
    }

    private void cannotBeTold(JamesTokenVerifier verifier, String token) {
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> user(verifier, token));
    }

    private Map<String, Object> claims(String name, Object value) {
        Map<String, Object> claims = provider.claims(BOB);
        claims.put(name, value);
        return claims;
    }

    @ParameterizedTest
    @ValueSource(strings = {"signature", "introspection", "userinfo"})
    void aGoodTokenIsItsUsersInEachWayToCheckIt(String check) {
        assertThat(user(verifier(check(check)), provider.token(BOB))).isEqualTo(OF_BOB);
        assertThat(provider.calls(INTROSPECTION)).isEqualTo(check.equals("introspection") ? 1 : 0);
        assertThat(provider.calls(USERINFO)).isEqualTo(check.equals("userinfo") ? 1 : 0);
    }

    @Test
    void keysMayBeOfBothKindsAndNeedNoNames() {
        JamesTokenVerifier verifier = verifier(new Check.Signature());
        Key unnamed = Key.ec().unnamed();
        provider.rotate(Key.rsa(), unnamed);
        assertThat(user(verifier, unnamed.sign(provider.claims(BOB)))).isEqualTo(OF_BOB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signature", "introspection", "userinfo"})
    void anExpiredTokenIsBad(String check) {
        long now = Instant.now().getEpochSecond();
        JamesTokenVerifier verifier = verifier(check(check));
        assertThat(user(verifier, provider.key().sign(claims("exp", now - 1)))).isEmpty();
        assertThat(user(verifier, provider.key().sign(claims("nbf", now + 300))))
                .isEmpty();
        assertThat(provider.calls(INTROSPECTION) + provider.calls(USERINFO)).isZero();
    }

    @Test
    void aForeignTokenIsBad() {
        JamesTokenVerifier verifier = verifier(introspection());
        Key foreign = Key.rsa();
        assertThat(user(verifier, foreign.sign(provider.claims(BOB)))).isEmpty();
        assertThat(user(verifier, foreign.named(provider.key().id()).sign(provider.claims(BOB))))
                .isEmpty();
        assertThat(user(verifier, foreign.unnamed().sign(provider.claims(BOB)))).isEmpty();
        assertThat(user(verifier, Key.ec().named(provider.key().id()).sign(provider.claims(BOB))))
                .isEmpty();
        assertThat(provider.calls(INTROSPECTION)).isZero();
    }

    @Test
    void aTokenThatWasChangedIsBad() {
        String[] parts = provider.token(BOB).split("\\.");
        String other = provider.token("alice@example.org").split("\\.")[1];
        assertThat(user(verifier(new Check.Signature()), parts[0] + "." + other + "." + parts[2]))
                .isEmpty();
    }

    static Stream<String> whatIsNoSignedJwt() {
        String header = OidcServer.base64("{\"alg\":\"RS256\"}".getBytes(UTF_8));
        String claims = OidcServer.base64("{\"email\":\"bob@example.org\",\"sub\":\"b3c1f0\"}".getBytes(UTF_8));
        return Stream.of(
                "2YotnFZFEjr1zCsicMWpAA",
                header + "." + claims,
                header + "." + claims + ".",
                header + "." + claims + "..",
                header + "." + claims + ".AA.AA",
                "." + claims + ".AA",
                header + "~." + claims + ".AA",
                "A." + claims + ".AA",
                OidcServer.base64("nojsonb3c1f0".getBytes(UTF_8)) + "." + claims + ".AA",
                OidcServer.base64("[\"RS256\"]".getBytes(UTF_8)) + "." + claims + ".AA",
                header + "." + OidcServer.base64("\"b3c1f0\"".getBytes(UTF_8)) + ".AA",
                header + "." + OidcServer.base64("{\"sub\":\"b3c1f0\",\"sub\":\"b3c1f0\"}".getBytes(UTF_8)) + ".AA",
                header + "." + OidcServer.base64("{\"sub\":\"b3c1f0\"} {}".getBytes(UTF_8)) + ".AA");
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoSignedJwt(String token) {
        assertThat(user(verifier(new Check.Signature()), token)).isEmpty();
        assertThat(provider.calls(JWKS)).isZero();
    }

    /** The well-known ways to make a verifier look elsewhere: nothing is even asked for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alg | none",
                "alg | None",
                "alg | HS256",
                "alg | EdDSA",
                "alg | rs256",
                "zip | DEF",
                "crit | exp",
                "kid | 7"
            })
    void aHeaderThatSaysTooMuchIsBad(String name, String value) {
        Map<String, Object> header =
                new LinkedHashMap<>(Map.of("alg", "RS256", "kid", provider.key().id()));
        header.put(name, value.equals("7") ? (Object) 7 : value);
        assertThat(user(verifier(new Check.Signature()), provider.key().sign(header, provider.claims(BOB))))
                .isEmpty();
        assertThat(provider.calls(JWKS)).isZero();
    }

    @Test
    void aClaimThatIsMissingOrNoTextIsNoUser() {
        JamesTokenVerifier verifier = verifier(new Check.Signature());
        Map<String, Object> without = provider.claims(BOB);
        without.remove("email");
        assertThat(user(verifier, provider.key().sign(without))).isEmpty();
        for (Object odd : new Object[] {7, "", List.of(BOB), Map.of("x", BOB), true}) {
            assertThat(user(verifier, provider.key().sign(claims("email", odd))))
                    .isEmpty();
        }
        for (Object odd : new Object[] {"soon", -1, Map.of(), List.of(1)}) {
            assertThat(user(verifier, provider.key().sign(claims("exp", odd)))).isEmpty();
        }
    }

    @Test
    void whereAnAudienceIsNamedATokenMustBeForIt() {
        JamesTokenVerifier verifier = verifier(new Check.Signature(), Optional.of("mail"), JamesTokenVerifier.PATIENCE);
        Key key = provider.key();
        assertThat(user(verifier, key.sign(claims("aud", "mail")))).isEqualTo(OF_BOB);
        assertThat(user(verifier, key.sign(claims("aud", List.of("chat", "mail")))))
                .isEqualTo(OF_BOB);
        for (Object other :
                new Object[] {"chat", "Mail", List.of("chat"), List.of(), List.of(7), 7, Map.of("mail", 1)}) {
            assertThat(user(verifier, key.sign(claims("aud", other)))).isEmpty();
        }
        Map<String, Object> without = provider.claims(BOB);
        without.remove("aud");
        assertThat(user(verifier, key.sign(without))).isEmpty();
    }

    @Test
    void aRevokedTokenIsBadWhereTheProviderIsAsked() {
        String token = provider.token(BOB);
        provider.revoke(token);
        assertThat(user(verifier(introspection()), token)).isEmpty();
        assertThat(user(verifier(userinfo()), token)).isEmpty();
        assertThat(user(verifier(new Check.Signature()), token)).isEqualTo(OF_BOB);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "introspection | /introspect | 200 | {\"active\":true}",
                "introspection | /introspect | 200 | {\"active\":true,\"email\":\"alice@example.org\"}",
                "introspection | /introspect | 200 | {\"active\":false,\"email\":\"bob@example.org\"}",
                "userinfo | /userinfo | 200 | {\"sub\":\"x\"}",
                "userinfo | /userinfo | 200 | {\"email\":\"alice@example.org\"}",
                "userinfo | /userinfo | 401 | {}",
                "userinfo | /userinfo | 403 | {}"
            })
    void whatTheProviderSaysOtherwiseIsBad(String check, String place, int status, String body) {
        provider.answer(place, status, body);
        assertThat(user(verifier(check(check)), provider.token(BOB))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signature | /jwks | 500 | {}",
                "signature | /jwks | 404 | ''",
                "signature | /jwks | 302 | ''",
                "signature | /jwks | 200 | <html>",
                "signature | /jwks | 200 | ''",
                "signature | /jwks | 200 | []",
                "introspection | /introspect | 401 | {}",
                "introspection | /introspect | 503 | {}",
                "introspection | /introspect | 302 | {}",
                "introspection | /introspect | 200 | {}",
                "introspection | /introspect | 200 | {\"active\":\"true\"}",
                "introspection | /introspect | 200 | nonsense",
                "userinfo | /userinfo | 500 | {}",
                "userinfo | /userinfo | 302 | {}",
                "userinfo | /userinfo | 200 | nonsense"
            })
    void aProviderThatAnswersOddlyCannotTell(String check, String place, int status, String body) {
        provider.answer(place, status, body);
        cannotBeTold(verifier(check(check)), provider.token(BOB));
        assertThat(provider.calls("/elsewhere")).isZero();
    }

    @Test
    void anAnswerThatIsTooLongIsNotHeard() {
        provider.answer(JWKS, 200, "{\"keys\":[],\"x\":\"" + "x".repeat(BoundedBody.LONGEST) + "\"}");
        cannotBeTold(verifier(new Check.Signature()), provider.token(BOB));
    }

    @ParameterizedTest
    @CsvSource({"signature, /jwks", "introspection, /introspect", "userinfo, /userinfo"})
    void aProviderThatDoesNotAnswerInTimeCannotTell(String check, String place) {
        JamesTokenVerifier verifier = verifier(check(check), Optional.empty(), SHORT);
        provider.hang(place);
        cannotBeTold(verifier, provider.token(BOB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"signature", "introspection", "userinfo"})
    void aProviderThatIsDownCannotTellAndIsAskedAgainWhenItIsBack(String check) {
        JamesTokenVerifier verifier = verifier(check(check));
        String token = provider.token(BOB);
        provider.stop();
        cannotBeTold(verifier, token);
        provider.restart();
        assertThat(user(verifier, token)).isEqualTo(OF_BOB);
        provider.stop();
        if (check.equals("signature")) {
            assertThat(user(verifier, token)).isEqualTo(OF_BOB);
        } else {
            cannotBeTold(verifier, token);
        }
    }

    @Test
    void keysAreRememberedForFiveMinutes() {
        JamesTokenVerifier verifier = verifier(new Check.Signature());
        for (int i = 0; i < 10; i++) {
            assertThat(user(verifier, provider.token(BOB))).isEqualTo(OF_BOB);
            clock.advance(Duration.ofSeconds(29));
        }
        assertThat(provider.calls(JWKS)).isEqualTo(1);
        String old = provider.token(BOB);
        provider.rotate(Key.rsa());
        clock.advance(Duration.ofSeconds(10));
        assertThat(user(verifier, old)).isEmpty();
    }

    @Test
    void aNewKeyIsFoundAtOnceAndAnOldOneIsForgottenWithIt() {
        JamesTokenVerifier verifier = verifier(new Check.Signature());
        String old = provider.token(BOB);
        assertThat(user(verifier, old)).isEqualTo(OF_BOB);
        provider.rotate(Key.ec());
        clock.advance(Duration.ofSeconds(1));
        assertThat(user(verifier, provider.token(BOB))).isEqualTo(OF_BOB);
        assertThat(user(verifier, old)).isEmpty();
    }

    @Test
    void aNewKeyWithoutANameIsFoundToo() {
        JamesTokenVerifier verifier = verifier(new Check.Signature());
        provider.rotate(Key.rsa().unnamed());
        assertThat(user(verifier, provider.token(BOB))).isEqualTo(OF_BOB);
        provider.rotate(Key.rsa().unnamed());
        clock.advance(Duration.ofSeconds(1));
        assertThat(user(verifier, provider.token(BOB))).isEqualTo(OF_BOB);
    }

    @Test
    void keysThatThereAreNotAreAskedForOnceASecondAtTheMost() {
        JamesTokenVerifier verifier = verifier(new Check.Signature());
        for (int i = 0; i < 20; i++) {
            assertThat(user(verifier, Key.ec().sign(provider.claims(BOB)))).isEmpty();
        }
        assertThat(provider.calls(JWKS)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(user(verifier, Key.ec().sign(provider.claims(BOB)))).isEmpty();
        assertThat(user(verifier, Key.ec().sign(provider.claims(BOB)))).isEmpty();
        assertThat(provider.calls(JWKS)).isEqualTo(2);
    }

    @Test
    void thoseWhoNeedTheKeysAtTheSameTimeWaitForOneAnswer() throws Exception {
        JamesTokenVerifier verifier = verifier(new Check.Signature(), Optional.empty(), Duration.ofSeconds(2));
        provider.hang(JWKS);
        String token = provider.token(BOB);
        told.add(token);
        List<CompletableFuture<Boolean>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return verifier.user(BearerToken.of(token).orElseThrow())
                                        .isPresent();
                            } catch (AuthException down) {
                                return false;
                            }
                        },
                        task -> new Thread(task).start()))
                .limit(8)
                .toList();
        for (CompletableFuture<Boolean> one : waiting) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isFalse();
        }
        assertThat(provider.calls(JWKS)).isEqualTo(1);
        provider.recover();
        assertThat(user(verifier, token)).isEqualTo(OF_BOB);
        assertThat(provider.calls(JWKS)).isEqualTo(2);
    }
}
