/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/**
 * How maildrops are opened.
 *
 * @param sizes      what STAT and LIST announce before a message was read
 * @param uniqueIds  how unique-ids are spelled
 * @param remembered of how many messages, in all maildrops together, the listings are remembered between sessions; 0 for
 *     none. Each takes 16 octets. Where more than uid and size is {@link Wanted}, each takes more and counts as more.
 * @param hidden     what is not in them
 */
public record SnapshotSettings(SizesSetting sizes, UniqueIdFormat uniqueIds, long remembered, HideSettings hidden) {
    /** 32 MB, if there are so many. */
    public static final long REMEMBERED = 2_000_000;

    /** With all messages in them. */
    public SnapshotSettings(SizesSetting sizes, UniqueIdFormat uniqueIds, long remembered) {
        this(sizes, uniqueIds, remembered, HideSettings.NOTHING);
    }

    public SnapshotSettings {
        if (remembered < 0) {
            throw new IllegalArgumentException("messages to remember: " + remembered);
        }
    }
}
