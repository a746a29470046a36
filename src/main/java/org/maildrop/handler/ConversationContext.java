/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.session.Session;
import org.maildrop.session.SessionSettings;

/** What a conversation needs of the service that it belongs to. */
interface ConversationContext {
    Commands commands();

    /** Where it is counted what sessions do. */
    Traffic traffic();

    SessionSettings settings();

    CleartextPolicy cleartext();

    /** A timestamp for one greeting, if APOP is offered. */
    Optional<String> newTimestamp();

    /** Where commands that block are run. */
    Executor workers();

    /** Runs something short on another thread, a moment from now. */
    void later(Duration delay, Runnable task);

    /** A clock for durations, as {@link System#nanoTime()}. */
    long nanoTime();

    Session newSession();

    /** The conversation is over and has released what it held. */
    void left(Conversation conversation);
}
