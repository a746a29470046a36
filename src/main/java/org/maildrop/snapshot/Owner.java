/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/**
 * Whose maildrop it is.
 *
 * @param name the user's canonical name, as the user store gives it after authentication; never blank, compared
 *     octet by octet. A name as the client typed it does not belong here: two spellings would be two maildrops.
 */
public record Owner(String name) {
    public Owner {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an owner has a name");
        }
    }
}
