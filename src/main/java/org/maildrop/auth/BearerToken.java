/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;
import java.util.regex.Pattern;

/** An access token of OAuth 2.0: who has it is let in, so it has no text of its own, and no log can tell it. */
public final class BearerToken {
    /** RFC 6750, section 2.1. In a header of HTTP nothing else can come of it than a token. */
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9._~+/-]++=*+");

    private final String text;

    private BearerToken(String text) {
        this.text = text;
    }

    /** The token with this text; nothing if it cannot be a token. */
    public static Optional<BearerToken> of(String text) {
        return GRAMMAR.matcher(text).matches() ? Optional.of(new BearerToken(text)) : Optional.empty();
    }

    /** In clear: for who checks it, and nothing else. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "(a token)";
    }
}
