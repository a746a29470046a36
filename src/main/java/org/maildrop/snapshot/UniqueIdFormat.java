/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.nio.charset.StandardCharsets;

/** How a message's unique-id is spelled: 1 to 70 characters in the range 0x21 to 0x7E (RFC 1939, section 7, UIDL). */
@FunctionalInterface
public interface UniqueIdFormat {
    int LONGEST = 70;

    /** That of a UUID; James's other message ids are shorter. */
    int LONGEST_MESSAGE_ID = 36;

    /** The ids of James's stock chain: the bare uid, so that no client downloads its mail again after the change. */
    UniqueIdFormat STOCK = new UniqueIdFormat() {
        @Override
        public int write(long uidValidity, long uid, byte[] messageId, byte[] buffer, int offset) {
            return Decimal.write(uid, buffer, offset);
        }

        @Override
        public String toString() {
            return "stock";
        }
    };

    /**
     * Writes a unique-id.
     *
     * @param messageId the store's own name of the message; empty unless it {@link #needsMessageIds}
     * @param buffer    with room for {@link #LONGEST} octets behind the offset
     * @return the offset after it
     */
    int write(long uidValidity, long uid, byte[] messageId, byte[] buffer, int offset);

    /** Whether uid and uidvalidity are not enough. */
    default boolean needsMessageIds() {
        return false;
    }

    /** Another number for another way of spelling, the same in every server. */
    default int spelling() {
        return 0;
    }

    /** The unique-id as a text. */
    default String uniqueId(long uidValidity, long uid, byte[] messageId) {
        byte[] octets = new byte[LONGEST];
        return new String(octets, 0, write(uidValidity, uid, messageId, octets, 0), StandardCharsets.US_ASCII);
    }
}
