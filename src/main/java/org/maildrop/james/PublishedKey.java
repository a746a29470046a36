/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key as its owner publishes it (RFC 7517; RFC 7518, section 6). Not by the library that James has for it, which
 * takes a coordinate that begins with a set bit for a negative number: three of four keys of elliptic curves.
 *
 * @param id how it is called, if it is
 */
record PublishedKey(Optional<String> id, PublicKey key) {
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    /** Nothing if it is not to sign with, or is of a kind that we know nothing of. */
    static Optional<PublishedKey> of(JsonNode jwk) {
        if (!jwk.path("use").asText("sig").equals("sig")) {
            return Optional.empty();
        }
        try {
            PublicKey key = key(jwk);
            return Optional.ofNullable(key).map(known -> new PublishedKey(Json.text(jwk, "kid"), known));
        } catch (GeneralSecurityException | IllegalArgumentException notAsItShouldBe) {
            return Optional.empty();
        }
    }

    private static @Nullable PublicKey key(JsonNode jwk) throws GeneralSecurityException {
        return switch (jwk.path("kty").asText()) {
            case "RSA" ->
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
            case "EC" ->
                KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(
                                new ECPoint(number(jwk, "x"), number(jwk, "y")),
                                curve(jwk.path("crv").asText())));
            default -> null;
        };
    }

    private static ECParameterSpec curve(String name) throws GeneralSecurityException {
        String known = CURVES.get(name);
        if (known == null) {
            throw new InvalidParameterSpecException("no such curve");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(known));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /** Unsigned (RFC 7518, section 2). */
    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path(name).asText()));
    }
}
