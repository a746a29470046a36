/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.List;
import java.util.Optional;

/** No store was chosen: nobody has a secret, and none can be set. */
public final class NoSecretStore implements SecretStore {
    /** For whoever wants to set one. */
    public static final String NO_PLACE =
            "conf/maildrop.xml says <store>none</store> in <secrets>: there is no place for one";

    @Override
    public Optional<SharedSecret> of(String user) {
        return Optional.empty();
    }

    @Override
    public void put(String user, SharedSecret secret) {
        throw new AuthException(NO_PLACE);
    }

    @Override
    public boolean remove(String user) {
        return false;
    }

    @Override
    public List<String> users() {
        return List.of();
    }

    @Override
    public void prove() {
        // There is nothing to read.
    }

    @Override
    public int reencrypt() {
        return 0;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
