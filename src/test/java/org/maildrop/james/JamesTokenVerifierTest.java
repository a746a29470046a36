/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.maildrop.testing.OidcServer.INTROSPECTION;
import static org.maildrop.testing.OidcServer.JWKS;
import static org.maildrop.testing.OidcServer.USERINFO;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.OidcSettings.Check;
import org.maildrop.testing.OidcServer;
import org.maildrop.testing.OidcServer.Key;

/** Which tokens are good. */
class JamesTokenVerifierTest extends OidcBench {
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
}
