/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/**
 * What a store can say of a mailbox without listing it.
 *
 * @param uidNext greater than every uid given so far (RFC 3501, 2.3.1.1); at least 1
 * @param count   how many messages there are
 */
public record Counters(long uidNext, long count) {}
