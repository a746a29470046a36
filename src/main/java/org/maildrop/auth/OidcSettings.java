/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity provider whose tokens are taken. What {@code toString} gives may be logged: it tells no secret.
 *
 * @param jwks where its public keys are (RFC 7517)
 * @param claim of a token: whose text is the user's name
 * @param audience that a token must be for (RFC 7519, section 4.1.3); nothing: it may be for any
 * @param configuration where a client finds out how to get a token; it is told when its own was no good
 * @param scope that a token needs, which the client is told likewise
 * @param check what is asked of a token besides its signature
 */
public record OidcSettings(
        URI jwks, String claim, Optional<String> audience, URI configuration, String scope, Check check) {
    /** RFC 6749, section 3.3: no quotation mark and no backslash, so that it stands in JSON as it is. */
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*");

    private static final Pattern HEADER = Pattern.compile("[!-~]([ -~]*[!-~])?");

    /** How a token is checked. */
    public sealed interface Check {
        /** Its signature and its times are enough: it is good until it expires. */
        record Signature() implements Check {}

        /**
         * The provider is asked each time whether it is still good (RFC 7662).
         *
         * @param url where
         * @param authorization what the provider wants to know of who asks, as it stands in HTTP's header
         */
        record Introspection(URI url, Optional<String> authorization) implements Check {
            public Introspection {
                reachable(url);
                if (!authorization.map(HEADER.asMatchPredicate()::test).orElse(true)) {
                    throw new IllegalArgumentException("a header of HTTP is printable ASCII");
                }
            }

            @Override
            public String toString() {
                return "Introspection[url=" + shown(url) + ", authorization="
                        + authorization.map(secret -> "(set)").orElse("(none)") + "]";
            }
        }

        /** The provider is asked each time whose it is (OpenID Connect Core, section 5.3), with the token itself. */
        record Userinfo(URI url) implements Check {
            public Userinfo {
                reachable(url);
            }

            @Override
            public String toString() {
                return "Userinfo[url=" + shown(url) + "]";
            }
        }
    }

    public OidcSettings {
        reachable(jwks);
        reachable(configuration);
        if (claim.isEmpty() || audience.map(String::isEmpty).orElse(false)) {
            throw new IllegalArgumentException("a claim's name and an audience are not empty");
        }
        if (!SCOPE.matcher(scope).matches()) {
            throw new IllegalArgumentException("a scope is words of printable ASCII, without quotes and backslashes");
        }
    }

    /** Reads where something is to be had by HTTP, or throws an {@link IllegalArgumentException} without the text. */
    public static URI url(String text) {
        try {
            return reachable(new URI(text));
        } catch (URISyntaxException e) {
            throw notReachable();
        }
    }

    /** A URL as it may be logged: without its query, which may have a secret in it. */
    public static String shown(URI url) {
        return url.toString().replaceFirst("\\?.*", "");
    }

    @Override
    public String toString() {
        return "OidcSettings[jwks=" + shown(jwks) + ", claim=" + claim + ", audience=" + audience + ", configuration="
                + shown(configuration) + ", scope=" + scope + ", check=" + check + "]";
    }

    private static URI reachable(URI url) {
        String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http"))
                || url.getHost() == null
                || url.getUserInfo() != null
                || url.getFragment() != null) {
            throw notReachable();
        }
        return url;
    }

    private static IllegalArgumentException notReachable() {
        return new IllegalArgumentException("it is a URL with https or http, a host, and no password");
    }
}
