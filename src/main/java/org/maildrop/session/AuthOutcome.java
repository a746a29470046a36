/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

/** What a step of AUTH leads to. */
public sealed interface AuthOutcome {
    /** The client has to respond to this text, which may be empty. The session is in AUTHORIZATION still. */
    record Challenged(String text) implements AuthOutcome {}

    /** The client did not keep to its mechanism; nothing came of it. {@code expected}: what it should have sent. */
    record Malformed(String expected) implements AuthOutcome {}

    /** The exchange is over, and the login has become this. */
    record Ended(EnterOutcome login) implements AuthOutcome {}
}
