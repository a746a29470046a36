/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;

/**
 * Port: the shared secrets of users, for the mechanisms that need one. Safe for use by several threads; each call may
 * block. Users are named by their canonical names ({@link Users#canonical}); whether there is such a user is not asked here.
 */
public interface SharedSecrets {
    /**
     * Or nothing, if the user has none.
     *
     * @throws AuthException when the answer cannot be had
     */
    Optional<SharedSecret> of(String user);
}
