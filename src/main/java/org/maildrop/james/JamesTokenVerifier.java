/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.james.jwt.JwtTokenVerifier;
import org.maildrop.auth.BearerToken;
import org.maildrop.auth.OidcSettings;
import org.maildrop.auth.TokenVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies signature and times of a token by James's own verifier, with keys that we have fetched: James's own way to
 * fetch them waits for ever, and takes a provider that is down for a token that is bad (ADR-0013).
 */
public final class JamesTokenVerifier implements TokenVerifier {
    /** For each answer of the identity provider; a login needs two at the most. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.oidc");

    /** How userinfo says that it is the token's fault (RFC 6750, section 3.1). */
    private static final Set<Integer> NOT_WITH_THIS_TOKEN = Set.of(401, 403);

    private final OidcSettings settings;
    private final IdentityProvider provider;
    private final SigningKeys keys;

    /**
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    public JamesTokenVerifier(OidcSettings settings, LongSupplier nanoTime) {
        this(settings, nanoTime, PATIENCE);
    }

    JamesTokenVerifier(OidcSettings settings, LongSupplier nanoTime, Duration patience) {
        this.settings = settings;
        this.provider = new IdentityProvider(patience);
        this.keys = new SigningKeys(settings.jwks(), provider, nanoTime);
    }

    @Override
    public Optional<String> user(BearerToken token) {
        Optional<SignedToken> signed = SignedToken.of(token);
        if (signed.isEmpty()) {
            return refused("it is no JWT with a signature that we know of");
        }
        Optional<String> user = verified(token, signed.get());
        if (user.isEmpty()) {
            return refused("its signature or its times are wrong, or it has no claim \"" + settings.claim() + "\"");
        }
        if (!settings.audience().map(signed.get()::isFor).orElse(true)) {
            return refused("it is for others");
        }
        return user.filter(name -> isGood(token, name));
    }

    /** A key that we do not know may be new; and where keys have no names, one that does not fit may have been replaced. */
    private Optional<String> verified(BearerToken token, SignedToken signed) {
        SigningKeys.KeySet known = keys.current();
        List<PublicKey> named = known.named(signed.keyId());
        Optional<String> user = verified(token, named);
        if (user.isPresent() || (signed.keyId().isPresent() && !named.isEmpty())) {
            return user;
        }
        SigningKeys.KeySet later = keys.laterThan(known);
        return later == known ? user : verified(token, later.named(signed.keyId()));
    }

    private Optional<String> verified(BearerToken token, List<PublicKey> with) {
        return with.stream().flatMap(key -> verified(token, key).stream()).findFirst();
    }

    private Optional<String> verified(BearerToken token, PublicKey key) {
        try {
            return new JwtTokenVerifier(new OneKey(key))
                    .verifyAndExtractClaim(token.reveal(), settings.claim(), String.class)
                    .filter(name -> !name.isEmpty());
        } catch (RuntimeException unreadable) {
            // James's verifier, and what it calls, throw what they please for what they cannot read.
            LOGGER.debug("a token cannot be verified: {}", unreadable.getClass().getName());
            return Optional.empty();
        }
    }

    private boolean isGood(BearerToken token, String name) {
        if (settings.check() instanceof OidcSettings.Check.Introspection introspection) {
            return isActive(introspection, token, name);
        }
        return !(settings.check() instanceof OidcSettings.Check.Userinfo userinfo) || isOf(userinfo.url(), token, name);
    }

    private boolean isActive(OidcSettings.Check.Introspection introspection, BearerToken token, String name) {
        IdentityProvider.Answer answer = provider.post(introspection.url(), introspection.authorization(), token);
        JsonNode said = Json.object(answer);
        if (!said.path("active").isBoolean()) {
            throw IdentityProvider.trouble(
                    answer.from(), new IOException("it does not say whether the token is active"));
        }
        return told(said.path("active").booleanValue(), "it is not active any more") && agrees(said, name);
    }

    private boolean isOf(URI userinfo, BearerToken token, String name) {
        IdentityProvider.Answer answer = provider.get(userinfo, token);
        return told(!NOT_WITH_THIS_TOKEN.contains(answer.status()), "userinfo does not take it")
                && agrees(Json.object(answer), name);
    }

    private boolean agrees(JsonNode said, String name) {
        return told(
                Json.text(said, settings.claim()).equals(Optional.of(name)),
                "the provider says another \"" + settings.claim() + "\", or none");
    }

    private static boolean told(boolean good, String otherwise) {
        if (!good) {
            refused(otherwise);
        }
        return good;
    }

    private static Optional<String> refused(String because) {
        LOGGER.info("a token is refused: {}", because);
        return Optional.empty();
    }
}
