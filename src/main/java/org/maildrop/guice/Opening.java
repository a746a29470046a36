/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import java.util.function.Supplier;
import org.maildrop.auth.AuthException;
import org.maildrop.config.SettingsException;
import org.maildrop.lock.LeaseStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a store; what an administrator has to mend is said in the log before James gives up. */
final class Opening {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.config");

    private Opening() {}

    /** @param element in {@code <maildrop>}, whose settings led to the store */
    static <T> T of(String element, Supplier<T> store) {
        try {
            return store.get();
        } catch (LeaseStoreException | AuthException | SettingsException e) {
            SettingsException wrong = new SettingsException(
                    "conf/maildrop.xml: the element <maildrop/" + element + ">: " + e.getMessage(), e);
            LOGGER.error("Maildrop cannot start. {}", wrong.getMessage());
            throw wrong;
        }
    }
}
