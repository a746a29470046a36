/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.io.IOException;

/** Counts the octets that a stored message takes on the wire, unstuffed, with CRLF line ends. */
@FunctionalInterface
public interface Measure {
    /** Reads the message once, whole. */
    long octetsOf(StoredMessage stored) throws IOException;
}
