/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.function.Supplier;

/** What a step of an exchange leads to. */
public sealed interface SaslStep {
    /** The client has to respond. {@code text} is what it is sent, before its encoding in base64; it may be empty. */
    record Challenge(String text) implements SaslStep {
        /** Of a mechanism in which the client speaks first, and has not yet. */
        static final Challenge EMPTY = new Challenge("");
    }

    /**
     * The client says who it is, and the exchange is about to find out whether that is so: once an exchange, before
     * anything is told that depends on the name. Whoever has failed too often waits first.
     *
     * @param name as the client gave it
     * @param next goes on; may block, and throws an {@link AuthException} when the answer cannot be had
     */
    record Named(String name, Supplier<SaslStep> next) implements SaslStep {}

    /** The exchange is over. */
    record Decided(Verdict verdict) implements SaslStep {
        /** The client is not who it says, or nobody. */
        public static final Decided DENIED = new Decided(new Verdict.Denied());
    }

    /** It is over because the client does not keep to the mechanism. {@code expected}: what it should have sent. */
    record Malformed(String expected) implements SaslStep {}
}
