/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.apache.james.filesystem.api.FileSystem;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.file.FileSecretStore;
import org.maildrop.auth.file.Place;

/** Shared secrets in a file. Without the file nobody has one; one that is damaged stops the start. */
final class FileSecretModule extends AbstractModule {
    private final Place secrets;
    private final Place keys;

    FileSecretModule(Place secrets, Place keys) {
        this.secrets = secrets;
        this.keys = keys;
    }

    @Provides
    @Singleton
    SecretStore secrets(FileSystem files) {
        return Opening.of(
                "auth/secrets",
                () -> FileSecretStore.open(
                        JamesFiles.path(files, secrets), JamesFiles.cipher(files, keys), JamesFiles::warn));
    }
}
