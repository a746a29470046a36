/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.james.filesystem.api.FileSystem;
import org.maildrop.auth.file.Place;
import org.maildrop.auth.file.TinkCipher;
import org.maildrop.config.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of the secrets, where James has its folders. */
final class JamesFiles {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.auth");

    private JamesFiles() {}

    static Path path(FileSystem files, Place place) {
        try {
            return files.getFile(place.url()).toPath();
        } catch (FileNotFoundException e) {
            throw new SettingsException(place.url() + " has no place: " + e.getMessage(), e);
        }
    }

    static TinkCipher cipher(FileSystem files, Place keys) {
        return TinkCipher.of(
                Optional.ofNullable(System.getenv(TinkCipher.VARIABLE)), path(files, keys), JamesFiles::warn);
    }

    static void warn(String what) {
        LOGGER.warn(what);
    }
}
