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
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.SteadyClock;
import org.maildrop.lock.jvm.JvmLeaseStore;

/** Leases in the memory of this server. */
final class JvmLeaseModule extends AbstractModule {
    @Provides
    @Singleton
    LeaseStore leases(SteadyClock clock) {
        return new JvmLeaseStore(clock);
    }
}
