/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.nio.charset.StandardCharsets;

/** Unique-ids as texts, for tests that want some of their own. */
@FunctionalInterface
public interface SpelledIds extends UniqueIdFormat {
    String text(long uidValidity, long uid);

    @Override
    default int write(long uidValidity, long uid, byte[] messageId, byte[] buffer, int offset) {
        byte[] octets = text(uidValidity, uid).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octets, 0, buffer, offset, octets.length);
        return offset + octets.length;
    }
}
