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
import java.time.Clock;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LockSettings;
import org.maildrop.lock.MaildropLocks;
import org.maildrop.lock.SteadyClock;

/** This node's locks, over whichever store; the service closes them. */
final class LockModule extends AbstractModule {
    private final LockSettings settings;

    LockModule(LockSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void configure() {
        bind(LockThreads.class);
    }

    @Provides
    @Singleton
    SteadyClock steadyClock() {
        return SteadyClock.startingAt(Clock.systemUTC(), System::nanoTime);
    }

    @Provides
    @Singleton
    MaildropLocks locks(LeaseStore leases, SteadyClock clock, LockThreads threads) {
        return new MaildropLocks(leases, settings, Node.name(), clock, threads.executor(), new OutageLog());
    }
}
