/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

/** What a step of an exchange leads to. */
public sealed interface SaslStep {
    /** The client has to respond. {@code text} is what it is sent, before its encoding in base64; it may be empty. */
    record Challenge(String text) implements SaslStep {
        /** Of a mechanism in which the client speaks first, and has not yet. */
        static final Challenge EMPTY = new Challenge("");
    }

    /** The exchange is over. */
    record Decided(Verdict verdict) implements SaslStep {}

    /** It is over because the client does not keep to the mechanism. {@code expected}: what it should have sent. */
    record Malformed(String expected) implements SaslStep {}
}
