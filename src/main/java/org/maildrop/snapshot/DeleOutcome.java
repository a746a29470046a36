/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** The answer to DELE. */
public sealed interface DeleOutcome permits DeleOutcome.Marked, MessageRefusal {
    /** The message is marked as deleted; QUIT will remove it. */
    record Marked(int number) implements DeleOutcome {}
}
