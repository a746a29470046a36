/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.Module;
import org.maildrop.config.SecretsSettings;

/** One module a store of shared secrets; which one is known before anything is injected. */
final class SecretModules {
    private SecretModules() {}

    static Module of(SecretsSettings settings) {
        return settings.store()
                .fold(
                        none -> new NoSecretModule(),
                        file -> new FileSecretModule(file.place(), settings.keys()),
                        jdbc -> new JdbcSecretModule(jdbc.settings(), settings.keys()));
    }
}
