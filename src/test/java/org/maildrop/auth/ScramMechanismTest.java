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

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.Proofs;

class ScramMechanismTest {
    private static final byte[] PENCIL = "pencil".getBytes(UTF_8);
    private static final Proofs.Scram USER = new Proofs.Scram("SHA-256", "user");

    private final MemoryHolders holders = new MemoryHolders().user("user", "pencil");
    private final SaslMechanism scram = new ScramMechanism(ScramHash.SHA_256, holders.holders());

    private UnthrottledExchange begin() {
        return new UnthrottledExchange(scram.begin(Transport.PLAIN));
    }

    private static SaslStep say(SaslExchange exchange, String message) {
        return exchange.respond(message.getBytes(UTF_8));
    }

    private static String challenged(SaslStep step) {
        assertThat(step).isInstanceOf(SaslStep.Challenge.class);
        return ((SaslStep.Challenge) step).text();
    }

    private static SaslStep verified(String user) {
        return new SaslStep.Decided(new Verdict.Verified(user));
    }

    /** A whole exchange; that both sides have proven themselves is seen to. */
    private SaslStep login(Proofs.Scram client, String secret) {
        UnthrottledExchange exchange = begin();
        String challenge = challenged(say(exchange, client.first()));
        holders.asked();
        SaslStep step = say(exchange, client.last(challenge, secret.getBytes(UTF_8)));
        if (!(step instanceof SaslStep.Challenge last)) {
            return step;
        }
        assertThat(last.text()).isEqualTo(client.signature(challenge, secret.getBytes(UTF_8)));
        return say(exchange, "");
    }

    /** RFC 5802, section 5, and RFC 7677, section 3, word by word. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SHA_1|3rfcNHYJY1ZVvWVs7j|QSXCR+Q6sek8bf92|n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"
                        + "|r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"
                        + "|c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="
                        + "|v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
                "SHA_256|%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0|W22ZaJ0SNY7soEsUEjb6gQ==|n,,n=user,r=rOprNGfwEbeRWgbNEkqO"
                        + "|r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
                        + "|c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
                        + "|v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
            })
    void theExamplesOfTheRfcs(
            ScramHash hash, String nonce, String salt, String first, String challenge, String last, String signature) {
        SaslMechanism mechanism = new ScramMechanism(hash, holders.holders(), () -> nonce, name -> Base64.getDecoder()
                .decode(salt));
        UnthrottledExchange exchange = new UnthrottledExchange(mechanism.begin(Transport.PLAIN));

        assertThat(exchange.start(Optional.empty())).isEqualTo(new SaslStep.Challenge(""));
        assertThat(say(exchange, first)).isEqualTo(new SaslStep.Challenge(challenge));
        assertThat(say(exchange, last)).isEqualTo(new SaslStep.Challenge(signature));
        assertThat(say(exchange, "")).isEqualTo(verified("user"));
        assertThat(exchange.names()).containsExactly("user");
        assertThat(mechanism.name()).isEqualTo("SCRAM-" + hash.name().replace('_', '-'));
    }

    @ParameterizedTest
    @EnumSource
    void aRightClientEnters(ScramHash hash) {
        SaslMechanism mechanism = new ScramMechanism(hash, holders.holders());
        Proofs.Scram client = new Proofs.Scram(hash.name().replace('_', '-'), "user");
        UnthrottledExchange exchange = new UnthrottledExchange(mechanism.begin(Transport.PLAIN));
        String challenge = challenged(exchange.start(Optional.of(client.first().getBytes(UTF_8))));
        assertThat(challenge).matches("r=[!-+\\--~]+,s=[A-Za-z0-9+/]{22}==,i=4096");
        assertThat(challenged(say(exchange, client.last(challenge, PENCIL))))
                .isEqualTo(client.signature(challenge, PENCIL));
        assertThat(say(exchange, "")).isEqualTo(verified("user"));
    }

    @Test
    void nothingIsToldBeforeTheClientHasSaidWhoItIsAndWaited() {
        SaslStep step = say(scram.begin(Transport.PLAIN), USER.first());
        assertThat(step).isInstanceOfSatisfying(SaslStep.Named.class, named -> {
            assertThat(named.name()).isEqualTo("user");
            assertThat(holders.asked()).isEmpty();
            assertThat(challenged(named.next().get())).startsWith("r=" + Proofs.Scram.NONCE);
        });
    }

    @Test
    void noNonceComesTwice() {
        assertThat(IntStream.range(0, 500)
                        .mapToObj(i -> challenged(say(begin(), USER.first())).split(",")[0])
                        .collect(Collectors.toSet()))
                .hasSize(500);
    }

    @Test
    void eachNameHasItsSaltWhetherThereIsSuchAUserOrNot() {
        assertThat(salt("user")).isEqualTo(salt("user")).isEqualTo(salt("USER"));
        assertThat(salt("stranger")).isEqualTo(salt("stranger")).isNotEqualTo(salt("user"));
        assertThat(salt("nobody at all")).isEqualTo(salt("nobody at all")).isNotEqualTo(salt("user"));
    }

    private String salt(String name) {
        return challenged(say(begin(), new Proofs.Scram("SHA-256", name).first()))
                .split(",")[1];
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "secretless"})
    void whoHasNoSecretIsAskedAndAnsweredAsOneWithAWrongOne(String name) {
        holders.user("secretless");
        assertThat(login(USER, "wrong")).isEqualTo(SaslStep.Decided.DENIED);
        List<String> wrong = holders.asked();
        assertThat(login(new Proofs.Scram("SHA-256", name), "wrong")).isEqualTo(SaslStep.Decided.DENIED);
        assertThat(holders.asked()).isEqualTo(wrong).containsExactly("secret");
    }

    @Test
    void whatCanBeNobodysNameIsDenied() {
        assertThat(login(new Proofs.Scram("SHA-256", "nobody at all"), "pencil"))
                .isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void aSecretThatIsLeftOfAUserLetsNobodyIn() {
        holders.without("user");
        assertThat(login(USER, "pencil")).isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void secretsThatCannotBeHadAreNoDenial() {
        holders.down();
        assertThatThrownBy(() -> login(USER, "pencil")).isInstanceOf(AuthException.class);
    }

    @Test
    void whoMayActAsAnotherEntersTheOthersMaildrop() {
        holders.right("user", "a,l=ice");
        assertThat(login(new Proofs.Scram("SHA-256", "n,a=a=2Cl=3Dice,", "user", "x"), "pencil"))
                .isEqualTo(verified("a,l=ice"));
        assertThat(login(new Proofs.Scram("SHA-256", "n,a=carol,", "user", "x"), "pencil"))
                .isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void aNameMayHaveCommasAndEqualsSigns() {
        holders.user("a,b=c=2c", "secret");
        assertThat(login(new Proofs.Scram("SHA-256", "a,b=c=2c"), "secret")).isEqualTo(verified("a,b=c=2c"));
    }

    /** The examples of RFC 4013, section 3: a soft hyphen is nothing, and a roman nine is two letters. */
    @Test
    void namesAndSecretsAreTakenInTheirPreparedForm() {
        holders.user("ix", "I\u00adX");
        assertThat(login(new Proofs.Scram("SHA-256", "\u2168"), "IX")).isEqualTo(verified("ix"));
        assertThat(login(new Proofs.Scram("SHA-256", "I\u00adX"), "I\u00adX")).isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void aClientThatKnowsOfChannelBindingAndFindsNoneMayEnter() {
        assertThat(login(new Proofs.Scram("SHA-256", "y,,", "user", "x"), "pencil"))
                .isEqualTo(verified("user"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,,",
                "n,,n=user",
                "n,,r=x,n=user",
                "n=user,r=x",
                "x,,n=user,r=x",
                ",,n=user,r=x",
                "n,x,n=user,r=x",
                "n,a=,n=user,r=x",
                "n,,n=,r=x",
                "n,,n=us=er,r=x",
                "n,,n=us=2cer,r=x",
                "n,,n=us=3=2CDer,r=x",
                "n,,n=us\0er,r=x",
                "n,,n=us\u0007er,r=x",
                "n,,n=\u00ad,r=x",
                "n,,n=user,r=",
                "n,,n=user,r=\u00e9",
                "n,,n=user,r=a b",
                "n,,n=user,r=x,",
                "n,,n=user,r=x,y",
                "n,,n=user,r=x,y=",
                "n,,m=must,n=user,r=x",
                "p=tls-unique,,n=user,r=x",
            })
    void aFirstMessageThatIsNotOfItsFormIsMalformed(String message) {
        assertThat(say(begin(), message)).isInstanceOf(SaslStep.Malformed.class);
    }

    @Test
    void extensionsThatNeedNotBeUnderstoodAreNot() {
        assertThat(challenged(say(begin(), "n,,n=user,r=x,y=z,t==,z=1"))).startsWith("r=x");
    }

    @Test
    void aLongMessageIsReadToItsEnd() {
        assertThat(challenged(say(begin(), "n,,n=" + "=2C".repeat(3000) + ",r=x")))
                .startsWith("r=x");
        assertThat(challenged(say(begin(), "n,,n=user,r=x" + ",y=z".repeat(2000))))
                .startsWith("r=x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws",
                "{right}",
                "{right},p=*",
                "{right},y,p=AAAA",
                "r={nonce},c=biws,p=AAAA",
                "c=biws,r={nonce}x,p=AAAA",
                "c=biws,r=x,p=AAAA",
                "c=eSws,r={nonce},p=AAAA",
                "c=biws=,r={nonce},p=AAAA",
                "c=,r={nonce},p=AAAA",
                "{right},p=AAAA,x=y",
            })
    void aLastMessageThatDoesNotFitIsMalformedAndNobodyIsAsked(String message) {
        UnthrottledExchange exchange = begin();
        String nonce = challenged(say(exchange, USER.first())).split(",")[0].substring(2);
        assertThat(say(exchange, message.replace("{right}", "c=biws,r={nonce}").replace("{nonce}", nonce)))
                .isInstanceOf(SaslStep.Malformed.class);
        assertThat(holders.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void aProofOfWhateverLengthIsDenied(String proof) {
        UnthrottledExchange exchange = begin();
        String nonce = challenged(say(exchange, USER.first())).split(",")[0];
        assertThat(say(exchange, "c=biws," + nonce + ",p=" + proof)).isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void aProofIsWrittenInOneWayOnly() {
        UnthrottledExchange exchange = begin();
        String last = USER.last(challenged(say(exchange, USER.first())), PENCIL);
        assertThat(say(exchange, last.substring(0, last.length() - 1))).isInstanceOf(SaslStep.Malformed.class);
    }

    @Test
    void theServersProofIsAnsweredByNothing() {
        UnthrottledExchange exchange = begin();
        String challenge = challenged(say(exchange, USER.first()));
        assertThat(challenged(say(exchange, USER.last(challenge, PENCIL)))).startsWith("v=");
        assertThat(say(exchange, "thanks")).isInstanceOf(SaslStep.Malformed.class);
    }

    @Test
    void aSecretThatWasChangedIsNotTakenFromMemory() {
        assertThat(login(USER, "pencil")).isEqualTo(verified("user"));
        assertThat(login(USER, "pencil")).isEqualTo(verified("user"));
        holders.user("user", "quill");
        assertThat(login(USER, "pencil")).isEqualTo(SaslStep.Decided.DENIED);
        assertThat(login(USER, "quill")).isEqualTo(verified("user"));
        assertThat(login(USER, "pencil")).isEqualTo(SaslStep.Decided.DENIED);
    }
}
