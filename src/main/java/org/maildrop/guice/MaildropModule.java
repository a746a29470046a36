/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Inject;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.apache.james.mailbox.model.MessageId;
import org.maildrop.admin.MaildropMetrics;
import org.maildrop.auth.Apop;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.auth.Mechanisms;
import org.maildrop.auth.PasswordVerifier;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.Throttle;
import org.maildrop.config.MaildropSettings;
import org.maildrop.handler.MaildropService;
import org.maildrop.james.JamesMaildropStore;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.MaildropLocks;
import org.maildrop.protocol.MessageOctets;
import org.maildrop.session.Audit;
import org.maildrop.session.Entrance;
import org.maildrop.session.Expiry;
import org.maildrop.session.LiveSessions;
import org.maildrop.session.LoginDelay;
import org.maildrop.session.Session;
import org.maildrop.session.SessionLimits;
import org.maildrop.snapshot.MaildropStore;
import org.maildrop.snapshot.Maildrops;
import org.maildrop.snapshot.StoreSettings;

/**
 * Puts Maildrop together. Named in conf/extensions.properties: {@code
 * guice.extension.module=org.maildrop.guice.MaildropModule}. The settings are read when James starts, so that a wrong one
 * stops it before the first client comes; nothing else here touches a user, a mailbox or a database.
 */
public final class MaildropModule extends AbstractModule {
    private final MaildropSettings settings;

    /** James has this module injected too: so what the settings choose is known before anything is bound. */
    @Inject
    MaildropModule(SettingsProvider settings) {
        this.settings = settings.get();
    }

    @Override
    protected void configure() {
        bind(MaildropStore.class).to(JamesMaildropStore.class).in(Scopes.SINGLETON);
        bind(MaildropSettings.class).toInstance(settings);
        bind(LiveSessions.class).to(MaildropService.class);
        bind(StoreSettings.class).toInstance(settings.store());
        install(new LockModule(settings.lock()));
        install(LeaseModules.of(settings.leaseStore()));
        install(SecretModules.of(settings.secrets()));
        install(new LoginModule(settings.auth()));
        install(new OperatorModule());
    }

    @Provides
    @Singleton
    Maildrops maildrops(MaildropStore store, Provider<MessageId.Factory> messageIds) {
        if (settings.snapshot().uniqueIds().needsMessageIds()) {
            MessageIds.needed(messageIds.get());
        }
        return new Maildrops(
                store,
                stored -> MessageOctets.of(stored).sent(),
                settings.snapshot(),
                Clock.systemUTC(),
                System::nanoTime);
    }

    @Provides
    @Singleton
    MaildropService service(
            LeaseStore leases,
            MaildropLocks locks,
            LockThreads lockThreads,
            Maildrops maildrops,
            PasswordVerifier passwords,
            Throttle throttle,
            Mechanisms mechanisms,
            Optional<Apop> apop,
            CleartextPolicy cleartext,
            SecretStore secrets,
            MaildropMetrics metrics,
            Audit audit) {
        Entrance entrance = new Entrance(
                locks,
                maildrops,
                settings.lock().margin(),
                new Expiry(settings.session().expiry(), Clock.systemUTC()),
                settings.session().marksSeen());
        Session.Door door = new Session.Door(
                entrance,
                passwords,
                throttle,
                new SessionLimits(settings.session().limits()),
                new LoginDelay(settings.session().limits().loginDelay(), System::nanoTime),
                System::nanoTime);
        MaildropService service = new MaildropService(new MaildropService.Parts(
                settings.session(),
                settings.workers(),
                mechanisms,
                apop,
                cleartext,
                audit,
                () -> new Session(door),
                Executors.newSingleThreadScheduledExecutor(Threads.named("maildrop-clock-")),
                System::nanoTime,
                () -> close(locks, leases, secrets, lockThreads)));
        metrics.sessions(service);
        metrics.locks(locks);
        metrics.listings(maildrops);
        service.traffic().forEach(metrics::counter);
        return service;
    }

    private static void close(MaildropLocks locks, LeaseStore leases, SecretStore secrets, LockThreads threads) {
        try (threads;
                secrets;
                leases) {
            locks.close();
        }
    }
}
