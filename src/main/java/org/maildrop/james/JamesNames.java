/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.util.Optional;
import org.apache.james.core.Username;

/** Names as clients give them. */
final class JamesNames {
    private JamesNames() {}

    /** Nothing if it cannot be anybody's name. */
    static Optional<Username> user(String name) {
        try {
            return Optional.of(Username.of(name));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }
}
