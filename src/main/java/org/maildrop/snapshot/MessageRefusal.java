/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** Why a message-number cannot be served; the same for every command that takes one. */
public sealed interface MessageRefusal extends ListOutcome, UidlOutcome, DeleOutcome, MessageOutcome
        permits MessageRefusal.NoSuchMessage, MessageRefusal.MarkedAsDeleted {

    /** No message has this number; the maildrop has the numbers 1 to {@code count}. */
    record NoSuchMessage(long number, int count) implements MessageRefusal {}

    /** The message is marked as deleted (RFC 1725, section 5, DELE). */
    record MarkedAsDeleted(int number) implements MessageRefusal {}
}
