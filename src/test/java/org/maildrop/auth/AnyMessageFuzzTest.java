/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.maildrop.auth.OidcSettings.Check;

/**
 * Any octets as the message of a mechanism that has one: they have one outcome. A normal build tries the seeds; Jazzer
 * looks for more, one method at a time, with
 * {@code JAZZER_FUZZ=1 ./mvnw test -Djazzer.hooks=true -Dtest='AnyMessageFuzzTest#anyMessageOfOauth*'}.
 */
class AnyMessageFuzzTest {
    private static final OidcSettings PROVIDER = new OidcSettings(
            URI.create("https://example.com/jwks"),
            "email",
            Optional.empty(),
            URI.create("https://example.com/openid"),
            "mail",
            new Check.Signature());

    private static final TokenVerifier TOKENS =
            token -> Optional.of(token.reveal()).filter(text -> text.length() % 2 == 0);

    @MethodSource("messages")
    @FuzzTest(maxDuration = "1m")
    void anyMessageOfOauthBearerHasOneOutcome(byte[] octets) {
        hasOneOutcome(TokenMechanism.oauthBearer(PROVIDER, TOKENS, new FewUsers()), octets);
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "1m")
    void anyMessageOfXoauth2HasOneOutcome(byte[] octets) {
        hasOneOutcome(TokenMechanism.xoauth2(PROVIDER, TOKENS, new FewUsers()), octets);
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "1m")
    void anyMessageOfExternalHasOneOutcome(byte[] octets) {
        hasOneOutcome(new ExternalMechanism(CertificateName.CN, new FewUsers()), octets);
    }

    private static void hasOneOutcome(SaslMechanism mechanism, byte[] octets) {
        SaslExchange exchange = mechanism.begin(Transport.PLAIN);
        SaslStep step = exchange.start(Optional.of(octets));
        if (step instanceof SaslStep.Named named) {
            step = named.next().get();
        }
        if (step instanceof SaslStep.Challenge challenge) {
            assertThat(challenge.text()).startsWith("{\"status\":");
            step = exchange.respond(octets);
            assertThat(step).isEqualTo(SaslStep.Decided.DENIED);
        }
        assertThat(step).isInstanceOfAny(SaslStep.Decided.class, SaslStep.Malformed.class);
    }

    static Stream<byte[]> messages() {
        return Stream.of(
                        "",
                        "\0",
                        "\1",
                        "\1\1",
                        "\1\1\1",
                        "\u00ff",
                        "bob",
                        "n,,\1auth=Bearer bob\1\1",
                        "n,,\1auth=Bearer of\1\1",
                        "n,a=alice,\1auth=Bearer bob1\1\1",
                        "n,a=a=2C=3Db,\1host=h\1port=1\1auth=Bearer b=\1\1",
                        "n,a=\u00c3\u00a9,\1auth=Bearer \u00e9\1\1",
                        "p=x,,\1auth=Bearer bob\1\1",
                        "n,,\1auth=" + "=".repeat(5000) + "\1\1",
                        "n,a=" + "=2C".repeat(4000) + ",\1auth=Bearer x\1\1",
                        "n,,\1" + "a=\1".repeat(4000) + "\1",
                        "n,,\1auth=Bearer " + "x".repeat(12000) + "=\1\1",
                        "n,,\1auth=Bearer" + " ".repeat(12000) + "x y\1\1",
                        "user=bob\1auth=Bearer bobs\1\1",
                        "user=\1auth=Bearer bobs\1\1")
                .map(text -> text.getBytes(ISO_8859_1));
    }
}
