/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Optional;

/** Port: who gives out tokens, and knows whose they are. Each call may block. */
public interface TokenVerifier {
    /**
     * The name of the user whose token it is, as its issuer writes it; nothing if it is not, or no longer, a good one.
     *
     * @throws AuthException when the answer cannot be had; never for a bad token
     */
    Optional<String> user(BearerToken token);
}
