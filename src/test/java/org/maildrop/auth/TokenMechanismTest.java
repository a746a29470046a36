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

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.OidcSettings.Check;

/** OAUTHBEARER and XOAUTH2, with tokens that are "of-" and the name of the user. */
class TokenMechanismTest {
    private static final OidcSettings PROVIDER = new OidcSettings(
            URI.create("https://example.com/jwks"),
            "email",
            Optional.empty(),
            URI.create("https://example.com/.well-known/openid-configuration"),
            "example_scope",
            new Check.Signature());

    private static final SaslStep REFUSED_AS_IN_THE_RFC = new SaslStep.Challenge(new String(
            Base64.getDecoder()
                    .decode(
                            "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJleGFtcGxlX3Njb3BlIiwib3BlbmlkLWNvbmZpZ3VyYXRpb24i"
                                    + "OiJodHRwczovL2V4YW1wbGUuY29tLy53ZWxsLWtub3duL29wZW5pZC1jb25maWd1cmF0aW9uIn0="),
            UTF_8));

    private final TokenVerifier tokens = token -> {
        if (token.reveal().equals("nobody-knows")) {
            throw new AuthException("down", new IllegalStateException());
        }
        return Optional.of(token.reveal())
                .filter(text -> text.startsWith("of-"))
                .map(text -> text.substring(3));
    };
    private final SaslExchange oauthBearer =
            TokenMechanism.oauthBearer(PROVIDER, tokens, new FewUsers()).begin(Transport.PLAIN);
    private final SaslExchange xoauth2 =
            TokenMechanism.xoauth2(PROVIDER, tokens, new FewUsers()).begin(Transport.PLAIN);

    private static byte[] octets(String message) {
        return message.replace("^A", "\1").getBytes(UTF_8);
    }

    /** The step behind the name that is claimed. */
    private static SaslStep behind(String name, SaslStep step) {
        assertThat(step).isInstanceOf(SaslStep.Named.class);
        assertThat(((SaslStep.Named) step).name()).isEqualTo(name);
        return ((SaslStep.Named) step).next().get();
    }

    private SaslStep oauthBearer(String name, String message) {
        return behind(name, oauthBearer.start(Optional.of(octets(message))));
    }

    private static SaslStep verified(String user) {
        return new SaslStep.Decided(new Verdict.Verified(user));
    }

    @Test
    void aTokenIsEnoughToSayWhoOneIs() {
        assertThat(oauthBearer("", "n,,^Aauth=Bearer of-bob^A^A")).isEqualTo(verified("bob"));
    }

    @Test
    void theMessageMayComeBehindAnEmptyChallenge() {
        assertThat(oauthBearer.start(Optional.empty())).isEqualTo(new SaslStep.Challenge(""));
        assertThat(behind("bob", oauthBearer.respond(octets("n,a=bob,^Aauth=Bearer of-bob^A^A"))))
                .isEqualTo(verified("bob"));
        assertThat(xoauth2.start(Optional.empty())).isEqualTo(new SaslStep.Challenge(""));
        assertThat(behind("bob", xoauth2.respond(octets("user=bob^Aauth=Bearer of-bob^A^A"))))
                .isEqualTo(verified("bob"));
    }

    @Test
    void onesOwnNameMayBeWrittenOtherwise() {
        assertThat(oauthBearer("BOB", "n,a=BOB,^Aauth=Bearer of-bob^A^A")).isEqualTo(verified("bob"));
    }

    @Test
    void whoMayActAsAnotherEntersTheOthersMaildrop() {
        assertThat(oauthBearer("alice", "n,a=alice,^Aauth=Bearer of-bob^A^A")).isEqualTo(verified("alice"));
    }

    @Test
    void whoMayNotIsRefused() {
        assertThat(oauthBearer("bob", "n,a=bob,^Aauth=Bearer of-alice^A^A")).isEqualTo(REFUSED_AS_IN_THE_RFC);
    }

    @Test
    void aUserThatThereIsNotIsRefused() {
        assertThat(oauthBearer("", "n,,^Aauth=Bearer of-carol^A^A")).isEqualTo(REFUSED_AS_IN_THE_RFC);
    }

    /** RFC 7628, section 4.3. */
    @Test
    void aRefusedClientIsToldWhereToGetATokenAndDeniedWhateverItSaysToThat() {
        for (String dummy : new String[] {"^A", "", "n,a=bob,^Aauth=Bearer of-bob^A^A"}) {
            SaslExchange exchange =
                    TokenMechanism.oauthBearer(PROVIDER, tokens, new FewUsers()).begin(Transport.PLAIN);
            SaslStep refused = exchange.start(Optional.of(octets("n,a=bob,^Aauth=Bearer expired^A^A")));
            assertThat(behind("bob", refused)).isEqualTo(REFUSED_AS_IN_THE_RFC);
            assertThat(exchange.respond(octets(dummy))).isEqualTo(SaslStep.Decided.DENIED);
        }
    }

    @Test
    void aClientWithoutATokenIsToldLikewise() {
        assertThat(oauthBearer(
                        "user@example.com", "n,a=user@example.com,^Ahost=server.example.com^Aport=143^Aauth=^A^A"))
                .isEqualTo(REFUSED_AS_IN_THE_RFC);
    }

    @Test
    void xoauth2HasARefusalOfItsOwn() {
        assertThat(behind("bob", xoauth2.start(Optional.of(octets("user=bob^Aauth=Bearer expired^A^A")))))
                .isEqualTo(new SaslStep.Challenge(
                        "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"example_scope\"}"));
        assertThat(xoauth2.respond(new byte[0])).isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void theUserOfXoauth2MustBeTheTokensOrOneThatItMayActAs() {
        assertThat(behind("alice", xoauth2.start(Optional.of(octets("user=alice^Aauth=Bearer of-bob^A^A")))))
                .isEqualTo(verified("alice"));
        SaslExchange another =
                TokenMechanism.xoauth2(PROVIDER, tokens, new FewUsers()).begin(Transport.PLAIN);
        assertThat(behind("bob", another.start(Optional.of(octets("user=bob^Aauth=Bearer of-alice^A^A")))))
                .isInstanceOf(SaslStep.Challenge.class);
    }

    @Test
    void whatIsNotOfItsFormIsMalformed() {
        assertThat(oauthBearer.start(Optional.of(octets("user=bob^Aauth=Bearer of-bob^A^A"))))
                .isInstanceOf(SaslStep.Malformed.class);
        assertThat(xoauth2.start(Optional.of(octets("n,,^Aauth=Bearer of-bob^A^A"))))
                .isInstanceOf(SaslStep.Malformed.class);
    }

    @Test
    void aProviderThatCannotBeAskedIsNoRefusal() {
        assertThatThrownBy(() -> oauthBearer("", "n,,^Aauth=Bearer nobody-knows^A^A"))
                .isInstanceOf(AuthException.class);
    }

    @Test
    void bothNeedTlsAsPasswordsDo() {
        assertThat(TokenMechanism.oauthBearer(PROVIDER, tokens, new FewUsers()).cleartext())
                .isTrue();
        assertThat(TokenMechanism.xoauth2(PROVIDER, tokens, new FewUsers()).cleartext())
                .isTrue();
    }
}
