/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.Inject;
import com.google.inject.Provider;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.maildrop.config.MaildropSettings;
import org.maildrop.config.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads conf/maildrop.xml once; what is wrong with it is said in one line before James gives up. */
final class SettingsProvider implements Provider<MaildropSettings> {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.config");

    private final ConfigurationProvider configurations;

    @Inject
    SettingsProvider(ConfigurationProvider configurations) {
        this.configurations = configurations;
    }

    @Override
    public MaildropSettings get() {
        try {
            MaildropSettings settings = MaildropSettings.read(configurations);
            LOGGER.info("Maildrop's settings: {}", settings);
            return settings;
        } catch (SettingsException e) {
            LOGGER.error("Maildrop cannot start. {}", e.getMessage());
            throw e;
        }
    }
}
