/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.maildrop.auth.SharedSecret;
import spark.Request;

/** A request's body that is {@code {"secret": "…"}}. What is wrong with it is said without quoting it. */
final class SecretBody {
    private static final String FIELD = "secret";
    private static final String JSON = "application/json";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SecretBody() {}

    static SharedSecret of(Request request) {
        if (!isJson(request.contentType())) {
            throw Refusals.unsupportedMediaType("the Content-Type is to be " + JSON);
        }
        JsonNode body = object(request.bodyAsBytes());
        JsonNode secret = body.get(FIELD);
        if (secret == null || !secret.isTextual()) {
            throw Refusals.badRequest("the body is to have a secret, which is a text");
        }
        if (body.size() > 1) {
            throw Refusals.badRequest("the body is to have a secret, and nothing else");
        }
        return secret(secret.textValue());
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    private static JsonNode object(byte[] octets) {
        try {
            JsonNode body = MAPPER.readTree(octets);
            if (body.isObject()) {
                return body;
            }
        } catch (IOException notJson) {
            // Its text quotes what it has found.
        }
        throw Refusals.badRequest("the body is to be an object of JSON");
    }

    private static SharedSecret secret(String text) {
        try {
            return new SharedSecret(text);
        } catch (IllegalArgumentException e) {
            throw Refusals.badRequest("that is none: " + e.getMessage());
        }
    }
}
