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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.maildrop.auth.Apop;
import org.maildrop.auth.CachingPasswordVerifier;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.auth.CramMd5Mechanism;
import org.maildrop.auth.ExternalMechanism;
import org.maildrop.auth.LoginMechanism;
import org.maildrop.auth.MechanismName;
import org.maildrop.auth.Mechanisms;
import org.maildrop.auth.OidcSettings;
import org.maildrop.auth.PasswordVerifier;
import org.maildrop.auth.PlainMechanism;
import org.maildrop.auth.PreparedPasswords;
import org.maildrop.auth.SaslMechanism;
import org.maildrop.auth.ScramHash;
import org.maildrop.auth.ScramMechanism;
import org.maildrop.auth.SecretHolders;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.SharedSecrets;
import org.maildrop.auth.Throttle;
import org.maildrop.auth.TokenMechanism;
import org.maildrop.auth.TokenVerifier;
import org.maildrop.auth.Users;
import org.maildrop.config.MaildropSettings;
import org.maildrop.handler.MaildropService;
import org.maildrop.james.JamesMaildropStore;
import org.maildrop.james.JamesPasswordVerifier;
import org.maildrop.james.JamesTokenVerifier;
import org.maildrop.james.JamesUsers;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.MaildropLocks;
import org.maildrop.lock.SteadyClock;
import org.maildrop.protocol.MessageOctets;
import org.maildrop.session.Entrance;
import org.maildrop.session.Expiry;
import org.maildrop.session.LoginDelay;
import org.maildrop.session.Session;
import org.maildrop.session.SessionLimits;
import org.maildrop.snapshot.MaildropStore;
import org.maildrop.snapshot.Maildrops;
import org.maildrop.snapshot.UniqueIdFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts Maildrop together. Named in conf/extensions.properties: {@code
 * guice.extension.module=org.maildrop.guice.MaildropModule}. The settings are read when James starts, so that a wrong one
 * stops it before the first client comes; nothing else here touches a user, a mailbox or a database.
 */
public final class MaildropModule extends AbstractModule {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.config");
    private static final int LOCK_THREADS = 3;

    private final MaildropSettings settings;

    /** James has this module injected too: so what the settings choose is known before anything is bound. */
    @Inject
    MaildropModule(SettingsProvider settings) {
        this.settings = settings.get();
    }

    @Override
    protected void configure() {
        bind(Users.class).to(JamesUsers.class).in(Scopes.SINGLETON);
        bind(MaildropStore.class).to(JamesMaildropStore.class).in(Scopes.SINGLETON);
        bind(MaildropSettings.class).toInstance(settings);
        install(LeaseModules.of(settings.leaseStore()));
        install(SecretModules.of(settings.secrets()));
    }

    @Provides
    @Singleton
    SteadyClock steadyClock() {
        return SteadyClock.startingAt(Clock.systemUTC(), System::nanoTime);
    }

    @Provides
    @Singleton
    PasswordVerifier passwords(JamesPasswordVerifier james) {
        PasswordVerifier prepared = new PreparedPasswords(james);
        return settings.auth()
                .cache()
                .<PasswordVerifier>map(span -> new CachingPasswordVerifier(prepared, span, System::nanoTime))
                .orElse(prepared);
    }

    @Provides
    @Singleton
    Maildrops maildrops(MaildropStore store) {
        return new Maildrops(
                store, stored -> MessageOctets.measure(stored).sent(), settings.sizes(), UniqueIdFormat.STOCK);
    }

    @Provides
    @Singleton
    TokenVerifier tokens() {
        return new JamesTokenVerifier(oidc(), System::nanoTime);
    }

    @Provides
    @Singleton
    SecretHolders secretHolders(Users users, SharedSecrets secrets) {
        return new SecretHolders(users, secrets);
    }

    @Provides
    @Singleton
    Mechanisms mechanisms(
            PasswordVerifier passwords, SecretHolders holders, Users users, Provider<TokenVerifier> tokens) {
        return new Mechanisms(settings.auth().mechanisms().stream()
                .sorted()
                .map(name -> mechanism(name, passwords, holders, users, tokens))
                .toList());
    }

    private SaslMechanism mechanism(
            MechanismName name,
            PasswordVerifier passwords,
            SecretHolders holders,
            Users users,
            Provider<TokenVerifier> tokens) {
        return switch (name) {
            case SCRAM_SHA_256 -> new ScramMechanism(ScramHash.SHA_256, holders);
            case SCRAM_SHA_1 -> new ScramMechanism(ScramHash.SHA_1, holders);
            case CRAM_MD5 -> new CramMd5Mechanism(holders, Node.publicHost());
            case PLAIN -> new PlainMechanism(passwords);
            case LOGIN -> new LoginMechanism(passwords);
            case OAUTHBEARER -> TokenMechanism.oauthBearer(oidc(), tokens.get(), users);
            case XOAUTH2 -> TokenMechanism.xoauth2(oidc(), tokens.get(), users);
            case EXTERNAL -> new ExternalMechanism(settings.auth().certificateName(), users);
        };
    }

    /** It is there if a mechanism is switched on that needs it: AuthElement sees to that. */
    private OidcSettings oidc() {
        return settings.auth().oidc().orElseThrow();
    }

    private static void tell(CleartextPolicy cleartext) {
        String from =
                switch (cleartext) {
                    case LOOPBACK -> "clients on this machine only";
                    case ALWAYS -> "everybody: whoever reads along learns them";
                    case NEVER -> "nobody";
                };
        LOGGER.info("Without TLS passwords are taken from {} (<auth><cleartext> in conf/maildrop.xml)", from);
    }

    @Provides
    @Singleton
    MaildropService service(
            LeaseStore leases,
            SteadyClock clock,
            Maildrops maildrops,
            PasswordVerifier passwords,
            SecretStore secrets,
            Mechanisms mechanisms,
            SecretHolders holders) {
        tell(settings.auth().cleartext());
        ScheduledExecutorService lockThreads = Executors.newScheduledThreadPool(LOCK_THREADS, named("maildrop-lock-"));
        MaildropLocks locks =
                new MaildropLocks(leases, settings.lock(), Node.name(), clock, lockThreads, new OutageLog());
        Entrance entrance = new Entrance(
                locks,
                maildrops,
                settings.lock().margin(),
                new Expiry(settings.session().expiry(), Clock.systemUTC()));
        Session.Door door = new Session.Door(
                entrance,
                passwords,
                new Throttle(settings.auth().throttle(), System::nanoTime),
                new SessionLimits(settings.session().limits()),
                new LoginDelay(settings.session().limits().loginDelay(), System::nanoTime),
                System::nanoTime);
        return new MaildropService(new MaildropService.Parts(
                settings.session(),
                settings.workers(),
                mechanisms,
                settings.auth().apop() ? Optional.of(new Apop(holders, Node.publicHost())) : Optional.empty(),
                settings.auth().cleartext(),
                () -> new Session(door),
                Executors.newSingleThreadScheduledExecutor(named("maildrop-clock-")),
                System::nanoTime,
                () -> close(locks, leases, secrets, lockThreads)));
    }

    private static void close(
            MaildropLocks locks, LeaseStore leases, SecretStore secrets, ScheduledExecutorService threads) {
        try (secrets;
                leases) {
            locks.close();
        } finally {
            threads.shutdown();
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
