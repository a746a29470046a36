/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.server.core.configuration.Configuration;
import org.maildrop.config.MaildropSettings;
import org.maildrop.config.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads conf/maildrop.xml once; what is wrong with it is said in one line before James gives up. */
final class SettingsProvider implements Provider<MaildropSettings> {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.config");

    private final FileSystem files;
    private final String place;

    @Inject
    SettingsProvider(FileSystem files, Configuration james) {
        this.files = files;
        this.place = james.configurationPath().asString() + "maildrop.xml";
    }

    @Override
    public MaildropSettings get() {
        try {
            MaildropSettings settings = MaildropSettings.read(file());
            LOGGER.info("Maildrop's settings: {}", settings);
            return settings;
        } catch (SettingsException e) {
            LOGGER.error("Maildrop cannot start. {}", e.getMessage());
            throw e;
        }
    }

    /** A file that is there and cannot be opened is none of those that may be missing. */
    private Optional<InputStream> file() {
        try {
            return Optional.of(files.getResource(place));
        } catch (IOException e) {
            if (isThere()) {
                throw new SettingsException("conf/maildrop.xml: it cannot be read: " + e.getMessage(), e);
            }
            LOGGER.info("There is no conf/maildrop.xml: every default holds");
            return Optional.empty();
        }
    }

    private boolean isThere() {
        try {
            return files.getFile(place).exists();
        } catch (IOException e) {
            return false;
        }
    }
}
