/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;
import java.util.function.Function;

/**
 * A token of an identity provider: OAUTHBEARER (RFC 7628) and its forerunner XOAUTH2 (Google's). They differ in how the
 * message is written, and in what a client is told whose token is no good.
 */
public final class TokenMechanism implements SaslMechanism {
    private final MechanismName name;
    private final Function<byte[], Optional<TokenMessage>> form;
    private final SaslStep malformed;
    private final SaslStep.Challenge refusal;
    private final TokenVerifier tokens;
    private final Users users;

    private TokenMechanism(
            MechanismName name,
            Function<byte[], Optional<TokenMessage>> form,
            String expected,
            String refusal,
            TokenVerifier tokens,
            Users users) {
        this.name = name;
        this.form = form;
        this.malformed = new SaslStep.Malformed(expected);
        this.refusal = new SaslStep.Challenge(refusal);
        this.tokens = tokens;
        this.users = users;
    }

    /** OAUTHBEARER; the refusal is that of RFC 7628, section 3.2.2. */
    public static SaslMechanism oauthBearer(OidcSettings provider, TokenVerifier tokens, Users users) {
        return new TokenMechanism(
                MechanismName.OAUTHBEARER,
                TokenMessage::oauthBearer,
                "OAUTHBEARER needs a GS2 header without channel binding, and auth=Bearer with a token",
                "{\"status\":\"invalid_token\",\"scope\":\"" + provider.scope() + "\",\"openid-configuration\":\""
                        + provider.configuration().toASCIIString() + "\"}",
                tokens,
                users);
    }

    public static SaslMechanism xoauth2(OidcSettings provider, TokenVerifier tokens, Users users) {
        return new TokenMechanism(
                MechanismName.XOAUTH2,
                TokenMessage::xoauth2,
                "XOAUTH2 needs user= with a name, and auth=Bearer with a token",
                "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"" + provider.scope() + "\"}",
                tokens,
                users);
    }

    @Override
    public String name() {
        return name.wire();
    }

    /** Whoever reads a token can use it until it expires. */
    @Override
    public boolean cleartext() {
        return true;
    }

    @Override
    public SaslExchange begin(Transport transport) {
        return new Exchange();
    }

    private Verdict verify(TokenMessage message) {
        return message.token()
                .flatMap(tokens::user)
                .map(proven -> users.admitAs(message.user(), proven))
                .orElseGet(Verdict.Denied::new);
    }

    /**
     * A refusal is a challenge, so that the client learns where to get a token; whatever it says to it, it is denied (RFC
     * 7628, section 3.2.3). A token without a name is an attempt too.
     */
    private final class Exchange implements SaslExchange {
        private boolean refused;

        @Override
        public SaslStep start(Optional<byte[]> initialResponse) {
            return initialResponse.isPresent() ? respond(initialResponse.get()) : SaslStep.Challenge.EMPTY;
        }

        @Override
        public SaslStep respond(byte[] response) {
            if (refused) {
                return SaslStep.Decided.DENIED;
            }
            Optional<TokenMessage> message = form.apply(response);
            return message.isEmpty()
                    ? malformed
                    : new SaslStep.Named(message.get().user().orElse(""), () -> outcome(message.get()));
        }

        private SaslStep outcome(TokenMessage message) {
            Verdict verdict = verify(message);
            refused = verdict instanceof Verdict.Denied;
            return refused ? refusal : new SaslStep.Decided(verdict);
        }
    }
}
