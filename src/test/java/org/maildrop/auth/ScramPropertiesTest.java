/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.maildrop.testing.Proofs;

class ScramPropertiesTest {
    private static final byte[] SECRET = "secret".getBytes(UTF_8);

    private final MemoryHolders holders = new MemoryHolders().user("bob", "secret");
    private final SaslMechanism scram = new ScramMechanism(ScramHash.SHA_256, holders.holders());

    private UnthrottledExchange begin() {
        return new UnthrottledExchange(scram.begin(Transport.PLAIN));
    }

    private static String challenged(SaslStep step) {
        return ((SaslStep.Challenge) step).text();
    }

    @Property(tries = 60)
    void aRightClientEntersWhateverItsNameAndSecret(
            @ForAll @NotEmpty @StringLength(max = 60) String name,
            @ForAll @NotEmpty @StringLength(max = 60) String secret) {
        Secrets.assumeValid(name);
        Secrets.assumeValid(secret);
        Optional<String> prepared = Preparation.of(name);
        Assume.that(prepared.isPresent());
        String user = holders.canonical(prepared.get()).orElseThrow();
        holders.user(user, secret);
        Proofs.Scram client = new Proofs.Scram("SHA-256", name);
        byte[] octets = Preparation.of(secret).orElse(secret).getBytes(UTF_8);
        UnthrottledExchange exchange = begin();
        String challenge = challenged(exchange.respond(client.first().getBytes(UTF_8)));
        byte[] last = client.last(challenge, octets).getBytes(UTF_8);
        assertThat(exchange.respond(last)).isEqualTo(new SaslStep.Challenge(client.signature(challenge, octets)));
        assertThat(exchange.respond(new byte[0])).isEqualTo(new SaslStep.Decided(new Verdict.Verified(user)));
    }

    @Property(tries = 150)
    void noBitOfTheLastMessageMayDiffer(@ForAll int anyBit) {
        Proofs.Scram client = new Proofs.Scram("SHA-256", "bob");
        UnthrottledExchange exchange = begin();
        String challenge = challenged(exchange.respond(client.first().getBytes(UTF_8)));
        byte[] last = client.last(challenge, SECRET).getBytes(UTF_8);
        int bit = Math.floorMod(anyBit, last.length * 8);
        last[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(exchange.respond(last)).isNotInstanceOf(SaslStep.Challenge.class);
    }

    @Property
    void anyFirstMessageHasOneOutcome(@ForAll("messages") byte[] octets) {
        assertThat(begin().respond(octets)).isInstanceOfAny(SaslStep.Malformed.class, SaslStep.Challenge.class);
    }

    @Property
    void anyLastMessageHasOneOutcome(@ForAll("messages") byte[] octets) {
        UnthrottledExchange exchange = begin();
        exchange.respond(new Proofs.Scram("SHA-256", "bob").first().getBytes(UTF_8));
        assertThat(exchange.respond(octets)).isInstanceOfAny(SaslStep.Malformed.class, SaslStep.Decided.class);
    }

    @Provide
    Arbitrary<byte[]> messages() {
        Arbitrary<String> telling = Arbitraries.of(
                "n,,", "y,,", "p=x,,", ",", "n=", "r=", "a=", "c=biws", "m=", "p=", "=2C", "=", "bob", "\0");
        return Arbitraries.oneOf(telling, Arbitraries.strings().ofMaxLength(4))
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts).getBytes(UTF_8));
    }
}
