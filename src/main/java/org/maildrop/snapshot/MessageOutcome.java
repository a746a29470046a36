/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** A message-number looked up for RETR or TOP: which message of the store it is. */
public sealed interface MessageOutcome permits MessageOutcome.Message, MessageRefusal {
    /** A message that is there and not marked. */
    record Message(int number, long uid) implements MessageOutcome {}
}
