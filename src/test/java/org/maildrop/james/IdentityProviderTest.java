/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.maildrop.testing.OidcServer.JWKS;
import static org.maildrop.testing.OidcServer.USERINFO;

import com.google.common.base.Throwables;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.BearerToken;
import org.maildrop.auth.OidcSettings.Check;
import org.maildrop.testing.OidcServer.Key;

/** What becomes of tokens, good or bad, when their provider is in trouble, or has new keys. */
class IdentityProviderTest extends OidcBench {
    /** Of an answer that does not come. */
    private static final Duration SHORT = Duration.ofMillis(300);

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
    void whatIsToldOfTroubleHasNoQuery() {
        Check check = new Check.Userinfo(URI.create(provider.url(USERINFO) + "?client_secret=tellnot"));
        JamesTokenVerifier verifier = verifier(check);
        String token = provider.token(BOB);
        assertThat(user(verifier, token)).isEqualTo(OF_BOB);
        provider.stop();
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> user(verifier, token))
                .withMessageEndingWith(" at " + provider.url(USERINFO))
                .satisfies(e -> assertThat(Throwables.getStackTraceAsString(e)).doesNotContain("tellnot"));
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
