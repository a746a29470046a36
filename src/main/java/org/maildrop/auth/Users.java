/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;

/** Port: who the users are, for those who prove who they are by other means than a password. Each call may block. */
public interface Users {
    /** The canonical form of a name as a client gave it, whether there is such a user or not; nothing if it can be nobody's. */
    Optional<String> canonical(String name);

    /**
     * Whether whoever has proven to have this name may enter: there must be such a user.
     *
     * @throws AuthException when the answer cannot be had
     */
    Verdict admit(String name);

    /**
     * Likewise, for one who wants another's maildrop. To write one's own name, however one writes it, is to act as nobody
     * else.
     *
     * @param other whose; the verdict names this one, if it may be
     * @throws AuthException when the answer cannot be had
     */
    Verdict admitActingAs(String other, String name);

    /** Likewise, for one who may have said whose maildrop it wants. */
    default Verdict admitAs(Optional<String> wanted, String name) {
        return wanted.map(other -> admitActingAs(other, name)).orElseGet(() -> admit(name));
    }
}
