/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import org.maildrop.auth.file.Place;

/**
 * The shared secrets.
 *
 * @param keys where the key set is that encrypts them, unless the environment has one
 */
public record SecretsSettings(SecretStoreChoice store, Place keys) {
    public static final SecretsSettings DEFAULT =
            new SecretsSettings(new SecretStoreChoice.File(Place.SECRETS), Place.KEYS);
}
