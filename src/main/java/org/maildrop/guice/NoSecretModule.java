/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.AbstractModule;
import org.maildrop.auth.NoSecretStore;
import org.maildrop.auth.SecretStore;

/** No shared secrets. */
final class NoSecretModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(SecretStore.class).toInstance(new NoSecretStore());
    }
}
