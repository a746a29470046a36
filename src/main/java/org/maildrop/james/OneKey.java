/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.james.jwt.PublicKeyProvider;

/** Bridge: the key that a token is to be verified with. James 3.8 asks for all there are, 3.9 for that of a name too. */
record OneKey(PublicKey key) implements PublicKeyProvider {
    @Override
    public List<PublicKey> get() {
        return List.of(key);
    }

    /** Of James 3.9, which LaterJamesTokenVerifierTest has. */
    public Optional<PublicKey> get(String name) {
        return Optional.of(key);
    }
}
