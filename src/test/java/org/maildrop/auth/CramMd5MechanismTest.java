/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.Proofs;

class CramMd5MechanismTest {
    private final MemoryHolders holders = new MemoryHolders().user("tim", "tanstaaftanstaaf");
    private final SaslMechanism cram = new CramMd5Mechanism(holders.holders(), "mail.example.org");
    private final UnthrottledExchange exchange = new UnthrottledExchange(cram.begin(Transport.PLAIN));

    private static SaslStep verified(String user) {
        return new SaslStep.Decided(new Verdict.Verified(user));
    }

    private static String challenge(SaslExchange exchange) {
        return ((SaslStep.Challenge) exchange.start(Optional.empty())).text();
    }

    private SaslStep respond(String response) {
        return exchange.respond(response.getBytes(UTF_8));
    }

    /** A whole exchange of one who knows this secret. */
    private SaslStep login(String name, String secret) {
        UnthrottledExchange fresh = new UnthrottledExchange(cram.begin(Transport.PLAIN));
        String challenge = challenge(fresh);
        holders.asked();
        return fresh.respond(
                Proofs.cramMd5(challenge, name, secret.getBytes(UTF_8)).getBytes(UTF_8));
    }

    private static SaslClient jdk(String name, String secret) throws SaslException {
        return Sasl.createSaslClient(new String[] {"CRAM-MD5"}, null, "pop", "host", Map.of(), questions -> {
            for (Callback question : questions) {
                if (question instanceof NameCallback named) {
                    named.setName(name);
                } else if (question instanceof PasswordCallback password) {
                    password.setPassword(secret.toCharArray());
                }
            }
        });
    }

    /** RFC 2195, section 2: the JDK makes its challenges itself, so its numbers are tried on the client's side. */
    @Test
    void theExampleOfTheRfc() throws SaslException {
        String challenge = "<1896.697170952@postoffice.reston.mci.net>";
        String response = "tim b913a602c7eda7a495b4e6e7334d3890";

        assertThat(jdk("tim", "tanstaaftanstaaf").evaluateChallenge(challenge.getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo(response);
        assertThat(Proofs.cramMd5(challenge, "tim", "tanstaaftanstaaf".getBytes(UTF_8)))
                .isEqualTo(response);
    }

    @Test
    void theJdksOwnClientEnters() throws SaslException {
        byte[] response = jdk("tim", "tanstaaftanstaaf")
                .evaluateChallenge(challenge(exchange).getBytes(UTF_8));
        assertThat(exchange.respond(response)).isEqualTo(verified("tim"));
        assertThat(exchange.names()).containsExactly("tim");
    }

    @Test
    void theChallengeIsAMessageIdThatNobodyCanForesee() {
        assertThat(IntStream.range(0, 200)
                        .mapToObj(i -> challenge(cram.begin(Transport.PLAIN)))
                        .peek(challenge ->
                                assertThat(challenge).matches("<-?\\d+\\.\\d+@r[0-9a-f]{32}\\.mail\\.example\\.org>"))
                        .map(challenge -> challenge.split("@")[1])
                        .collect(Collectors.toSet()))
                .hasSize(200);
    }

    @Test
    void aResponseToAnotherChallengeIsDenied() {
        String other = challenge(cram.begin(Transport.PLAIN));
        challenge(exchange);
        assertThat(respond(Proofs.cramMd5(other, "tim", "tanstaaftanstaaf".getBytes(UTF_8))))
                .isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void nothingIsAskedBeforeTheClientHasSaidWhoItIsAndWaited() {
        SaslExchange throttled = cram.begin(Transport.PLAIN);
        String challenge = challenge(throttled);
        SaslStep step = throttled.respond(Proofs.cramMd5(challenge, "tim", "tanstaaftanstaaf".getBytes(UTF_8))
                .getBytes(UTF_8));
        assertThat(step).isInstanceOfSatisfying(SaslStep.Named.class, named -> {
            assertThat(named.name()).isEqualTo("tim");
            assertThat(holders.asked()).isEmpty();
            assertThat(named.next().get()).isEqualTo(verified("tim"));
        });
    }

    @Test
    void aNameMayHaveBlanksAndBeCanonical() {
        holders.user("tim of the west", "secret");
        assertThat(login("tim of the west", "secret")).isEqualTo(verified("tim of the west"));
        assertThat(login("TIM", "tanstaaftanstaaf")).isEqualTo(verified("tim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "secretless"})
    void whoHasNoSecretIsAskedAndAnsweredAsOneWithAWrongOne(String name) {
        holders.user("secretless");
        assertThat(login("tim", "wrong")).isEqualTo(SaslStep.Decided.DENIED);
        List<String> wrong = holders.asked();
        assertThat(login(name, "wrong")).isEqualTo(SaslStep.Decided.DENIED);
        assertThat(holders.asked()).isEqualTo(wrong).containsExactly("secret");
    }

    @Test
    void aSecretThatIsLeftOfAUserLetsNobodyIn() {
        holders.without("tim");
        assertThat(login("tim", "tanstaaftanstaaf")).isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void secretsThatCannotBeHadAreNoDenial() {
        holders.down();
        assertThatThrownBy(() -> login("tim", "tanstaaftanstaaf")).isInstanceOf(AuthException.class);
    }

    /** RFC 4422, section 5: where the server speaks first there is no initial response, not even an empty one. */
    @ParameterizedTest
    @ValueSource(strings = {"", "tim b913a602c7eda7a495b4e6e7334d3890"})
    void anInitialResponseIsMalformed(String response) {
        assertThat(exchange.start(Optional.of(response.getBytes(UTF_8)))).isInstanceOf(SaslStep.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tim",
                "tim ",
                " b913a602c7eda7a495b4e6e7334d3890",
                "b913a602c7eda7a495b4e6e7334d3890",
                "tim b913a602c7eda7a495b4e6e7334d389",
                "tim b913a602c7eda7a495b4e6e7334d38900",
                "tim B913A602C7EDA7A495B4E6E7334D3890",
                "tim b913a602c7eda7a495b4e6e7334d389g",
                "tim b913a602c7eda7a495b4e6e7334d3890 ",
                "tim\tb913a602c7eda7a495b4e6e7334d3890",
            })
    void whatIsNotOfItsFormIsMalformed(String response) {
        challenge(exchange);
        assertThat(respond(response)).isInstanceOf(SaslStep.Malformed.class);
        assertThat(holders.asked()).isEmpty();
    }

    @Test
    void whatIsNotUtf8IsMalformed() {
        challenge(exchange);
        assertThat(exchange.respond("t\u00efm b913a602c7eda7a495b4e6e7334d3890".getBytes(ISO_8859_1)))
                .isInstanceOf(SaslStep.Malformed.class);
    }

    @Property(tries = 200)
    void aRightClientEntersAndNoBitMayDiffer(
            @ForAll @NotEmpty @StringLength(max = 100) String secret, @ForAll int anyBit) {
        Secrets.assumeValid(secret);
        holders.user("bob", secret);
        assertThat(login("bob", secret)).isEqualTo(verified("bob"));

        UnthrottledExchange other = new UnthrottledExchange(cram.begin(Transport.PLAIN));
        byte[] response =
                Proofs.cramMd5(challenge(other), "bob", secret.getBytes(UTF_8)).getBytes(UTF_8);
        int bit = Math.floorMod(anyBit, response.length * 8);
        response[bit / 8] ^= (byte) (1 << bit % 8);
        // But for a name that is the same in capitals.
        assertThat(bit / 8 < 3 && bit % 8 == 5 ? SaslStep.Decided.DENIED : other.respond(response))
                .isNotEqualTo(verified("bob"));
    }

    @Property
    void anyResponseHasOneOutcome(@ForAll byte[] octets) {
        UnthrottledExchange other = new UnthrottledExchange(cram.begin(Transport.PLAIN));
        challenge(other);
        assertThat(other.respond(octets)).isInstanceOfAny(SaslStep.Malformed.class, SaslStep.Decided.class);
    }
}
