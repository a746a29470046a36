/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.maildrop.auth.BearerToken;

/**
 * What a token says before anybody has verified it: a JWT in compact form (RFC 7519), signed with a key that only its
 * issuer has. What is not of this kind does not get as far as James, whose log tells what it cannot read.
 *
 * @param keyId which key it is said to be signed with
 */
record SignedToken(Optional<String> keyId, JsonNode claims) {
    private static final Pattern COMPACT = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+");

    /** RFC 7518, section 3.1: no secret that both have, and no signature at all, is among them. */
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    static Optional<SignedToken> of(BearerToken token) {
        Matcher parts = COMPACT.matcher(token.reveal());
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<JsonNode> header = decoded(parts.group(1)).filter(SignedToken::isPlain);
        return header.flatMap(
                known -> decoded(parts.group(2)).map(claims -> new SignedToken(Json.text(known, "kid"), claims)));
    }

    /** Nothing compressed, and nothing that must be understood besides (RFC 7515, section 4.1.11). */
    private static boolean isPlain(JsonNode header) {
        return Json.text(header, "alg").filter(ALGORITHMS::contains).isPresent()
                && !header.has("zip")
                && !header.has("crit")
                && (!header.has("kid") || header.get("kid").isTextual());
    }

    private static Optional<JsonNode> decoded(String part) {
        try {
            return Json.object(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Whether it is for them: one name, or several (RFC 7519, section 4.1.3). */
    boolean isFor(String audience) {
        JsonNode named = claims.path("aud");
        return named.isArray()
                ? StreamSupport.stream(named.spliterator(), false).anyMatch(one -> audience.equals(one.textValue()))
                : audience.equals(named.textValue());
    }

    /** Without what it claims, which is somebody's own affair. */
    @Override
    public String toString() {
        return "SignedToken[keyId=" + keyId + "]";
    }
}
