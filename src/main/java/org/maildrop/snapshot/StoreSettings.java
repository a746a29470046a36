/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.util.Optional;

/**
 * Which mailbox of a user is the maildrop, and what removing means.
 *
 * @param folder the maildrop
 * @param moveTo where messages go that are removed from it; nothing, if they are expunged
 */
public record StoreSettings(FolderName folder, Optional<FolderName> moveTo) {
    public static final StoreSettings DEFAULT = new StoreSettings(FolderName.INBOX, Optional.empty());

    public StoreSettings {
        if (moveTo.equals(Optional.of(folder))) {
            throw new IllegalArgumentException("what is removed cannot be moved to where it is");
        }
    }
}
