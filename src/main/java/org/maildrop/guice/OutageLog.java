/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import org.maildrop.lock.OutageListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when the lock store is away and when it is back. */
final class OutageLog implements OutageListener {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.lock");

    @Override
    public void began(Throwable cause) {
        LOGGER.error("the lock store is unavailable: leases cannot be renewed, new logins are refused", cause);
    }

    @Override
    public void trouble(Throwable cause) {
        LOGGER.error("the lock's housekeeping met what it should not have, and goes on", cause);
    }

    @Override
    public void ended() {
        LOGGER.info("the lock store is available again");
    }
}
