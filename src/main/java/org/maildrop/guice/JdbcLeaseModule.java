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
import org.maildrop.config.MaildropSettings;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.jdbc.JdbcLeaseStore;

/**
 * Leases in a database that all servers share. The server starts while the database is away, and logins wait for it; it
 * does not start with an account or a database that there is not.
 */
final class JdbcLeaseModule extends AbstractModule {
    private final JdbcSettings settings;

    JdbcLeaseModule(JdbcSettings settings) {
        this.settings = settings;
    }

    @Provides
    @Singleton
    LeaseStore leases(MaildropSettings all) {
        return Opening.of(
                "lock/jdbc",
                () -> JdbcLeaseStore.open(settings, AnswerLimit.of(all.lock().term()), System::nanoTime));
    }
}
