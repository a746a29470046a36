/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.AbstractModule;
import com.google.inject.Binding;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.maildrop.config.MaildropSettings;
import org.maildrop.config.SettingsException;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.cassandra.CassandraLeaseStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases in James's own Cassandra, over the session that James holds. A James without one does not start.
 *
 * <p>No signature names the driver, because Guice looks at them all, and not every James has it.
 */
final class CassandraLeaseModule extends AbstractModule {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.config");

    @Provides
    @Singleton
    LeaseStore leases(MaildropSettings all, Injector injector) {
        Binding<?> session = sessionOf(injector);
        return Opening.of(
                "lock/store",
                () -> CassandraLeaseStore.open(
                        (CqlSession) session.getProvider().get(),
                        AnswerLimit.of(all.lock().term()),
                        System::nanoTime));
    }

    private static Binding<?> sessionOf(Injector injector) {
        try {
            Binding<?> found = injector.getExistingBinding(Key.get(CqlSession.class));
            if (found != null) {
                return found;
            }
            throw withoutCassandra(null);
        } catch (NoClassDefFoundError noDriver) {
            throw withoutCassandra(noDriver);
        }
    }

    private static SettingsException withoutCassandra(@Nullable Throwable cause) {
        SettingsException wrong = new SettingsException(
                "conf/maildrop.xml: the element <maildrop/lock/store> has the value \"cassandra\", but this James has its"
                        + " mail elsewhere; expected is jvm, jdbc or redis",
                cause);
        LOGGER.error("Maildrop cannot start. {}", wrong.getMessage());
        return wrong;
    }
}
