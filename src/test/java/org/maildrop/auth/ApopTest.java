/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.Proofs;

class ApopTest {
    private static final String TIMESTAMP = "<1896.697170952@dbc.mtview.ca.us>";
    private static final String DIGEST = "c4c9334bac560ecc979e58001b3e22fb";

    private final MemoryHolders holders = new MemoryHolders().user("mrose", "tanstaaf");
    private final Apop apop = new Apop(holders.holders(), "mail.example.org");

    private SaslStep login(String name, String digest) {
        return login(name, HexFormat.of().parseHex(digest));
    }

    private SaslStep login(String name, byte[] digest) {
        holders.asked();
        SaslStep.Named claim = (SaslStep.Named) apop.claim(TIMESTAMP, name, digest);
        assertThat(claim.name()).isEqualTo(name);
        assertThat(holders.asked())
                .as("asked before whoever fails too often has waited")
                .isEmpty();
        return claim.next().get();
    }

    private static SaslStep verified(String user) {
        return new SaslStep.Decided(new Verdict.Verified(user));
    }

    /** RFC 1725, section 7, and RFC 1939, section 7, word by word. */
    @Test
    void theExampleOfTheRfc() {
        assertThat(Apop.digest(TIMESTAMP, new SharedSecret("tanstaaf")))
                .isEqualTo(HexFormat.of().parseHex(DIGEST));
        assertThat(login("mrose", DIGEST)).isEqualTo(verified("mrose"));
    }

    @Test
    void theDigestIsOfTheSecretInUtf8() {
        holders.user("bob", "pässwörd €");
        assertThat(login("bob", Proofs.apop(TIMESTAMP, "pässwörd €".getBytes(UTF_8))))
                .isEqualTo(verified("bob"));
    }

    @Test
    void theNameIsCanonical() {
        assertThat(login("MRose", DIGEST)).isEqualTo(verified("mrose"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "secretless"})
    void whoHasNoSecretIsAskedAndAnsweredAsOneWithAWrongDigest(String name) {
        holders.user("secretless");
        assertThat(login("mrose", DIGEST.replace('c', 'd'))).isEqualTo(SaslStep.Decided.DENIED);
        List<String> wrong = holders.asked();
        assertThat(login(name, DIGEST)).isEqualTo(SaslStep.Decided.DENIED);
        assertThat(holders.asked()).isEqualTo(wrong).containsExactly("secret");
    }

    @Test
    void whatCanBeNobodysNameIsDenied() {
        assertThat(login("nobody at all", DIGEST)).isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void aSecretThatIsLeftOfAUserLetsNobodyIn() {
        holders.without("mrose");
        assertThat(login("mrose", DIGEST)).isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void secretsThatCannotBeHadAreNoDenial() {
        holders.down();
        assertThatThrownBy(() -> login("mrose", DIGEST)).isInstanceOf(AuthException.class);
    }

    @Test
    void noTwoConnectionsHaveTheSameTimestamp() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> apop.newTimestamp()).collect(Collectors.toSet()))
                .hasSize(1000)
                .allMatch(timestamp -> timestamp.matches("<[0-9a-f]{32}@mail\\.example\\.org>"));
    }

    @Property(tries = 200)
    void aRightClientEntersAndNoBitMayDiffer(
            @ForAll @NotEmpty @StringLength(max = 100) String secret, @ForAll @IntRange(max = 127) int bit) {
        Secrets.assumeValid(secret);
        holders.user("bob", secret);
        byte[] digest = HexFormat.of().parseHex(Proofs.apop(TIMESTAMP, secret.getBytes(UTF_8)));
        assertThat(login("bob", digest)).isEqualTo(verified("bob"));
        digest[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(login("bob", digest)).isEqualTo(SaslStep.Decided.DENIED);
    }
}
