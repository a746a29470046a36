/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client says with its token.
 *
 * @param user whose maildrop it wants, if it says so
 * @param token nothing: what it sends cannot be one, or it has none and wants to hear where to get it
 */
record TokenMessage(Optional<String> user, Optional<BearerToken> token) {
    /**
     * RFC 7628, section 3.1, and RFC 5801, section 4, without channel binding, which it has none of. An early draft, and
     * James's IMAP with it, had {@code user=} for {@code a=}.
     */
    private static final Pattern GS2_HEADER = Pattern.compile("[ny],(?:(?:a|user)=([^,\0]*))?,");

    private static final Pattern NO_ESCAPE = Pattern.compile("=(?!2C|3D)");
    private static final Pattern PAIR = Pattern.compile("([A-Za-z]+)=(.*)", Pattern.DOTALL);

    /** The scheme's name may be in any case (RFC 7235, section 2.1). */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([^ ]+)");

    /** OAUTHBEARER's; nothing if it is not of its form. Of the keys only {@code auth} tells us something. */
    static Optional<TokenMessage> oauthBearer(byte[] octets) {
        List<String> parts = parts(octets);
        Matcher header = GS2_HEADER.matcher(parts.isEmpty() ? "" : parts.get(0));
        if (!header.matches()) {
            return Optional.empty();
        }
        Optional<String> name = Optional.ofNullable(header.group(1)).filter(given -> !given.isEmpty());
        if (name.filter(given -> NO_ESCAPE.matcher(given).find()).isPresent()) {
            return Optional.empty();
        }
        return value("auth", parts.subList(1, parts.size()))
                .map(auth -> new TokenMessage(name.map(TokenMessage::unescaped), bearer(auth)));
    }

    /** XOAUTH2's; nothing if it is not of its form. */
    static Optional<TokenMessage> xoauth2(byte[] octets) {
        List<String> parts = parts(octets);
        Optional<String> user = value("user", parts).filter(name -> !name.isEmpty());
        return user.isEmpty()
                ? Optional.empty()
                : value("auth", parts).map(auth -> new TokenMessage(user, bearer(auth)));
    }

    /** What stands before each separator but the last, which ends the message; none if it does not end so. */
    private static List<String> parts(byte[] octets) {
        List<String> parts = SaslText.decoded(octets)
                .map(text -> Arrays.asList(text.split("\1", -1)))
                .orElse(List.of());
        int last = parts.size() - 2;
        return last < 1 || !parts.get(last).isEmpty() || !parts.get(last + 1).isEmpty()
                ? List.of()
                : parts.subList(0, last);
    }

    /** The value of that key; nothing if it is not there once, or if there is something that is no pair. */
    private static Optional<String> value(String key, List<String> pairs) {
        String found = null;
        for (String pair : pairs) {
            Matcher matcher = PAIR.matcher(pair);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            if (matcher.group(1).equals(key)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = matcher.group(2);
            }
        }
        return Optional.ofNullable(found);
    }

    private static Optional<BearerToken> bearer(String auth) {
        Matcher bearer = BEARER.matcher(auth);
        return bearer.matches() ? BearerToken.of(bearer.group(1)) : Optional.empty();
    }

    /** RFC 5801, section 4. */
    private static String unescaped(String name) {
        return name.replace("=2C", ",").replace("=3D", "=");
    }
}
