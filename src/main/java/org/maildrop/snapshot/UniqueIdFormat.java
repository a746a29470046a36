/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** How a message's unique-id is spelled: 1 to 70 characters in the range 0x21 to 0x7E (RFC 1939, section 7, UIDL). */
@FunctionalInterface
public interface UniqueIdFormat {
    /** The ids of James's stock chain: the bare uid, so that no client downloads its mail again after the change. */
    UniqueIdFormat STOCK = (uidValidity, uid) -> Long.toString(uid);

    String uniqueId(long uidValidity, long uid);
}
