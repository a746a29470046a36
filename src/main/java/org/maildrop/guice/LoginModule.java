/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import java.util.Optional;
import org.maildrop.auth.Apop;
import org.maildrop.auth.AuthSettings;
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
import org.maildrop.james.JamesPasswordVerifier;
import org.maildrop.james.JamesTokenVerifier;
import org.maildrop.james.JamesUsers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may log in, and how: passwords, tokens, shared secrets, and what each mechanism makes of them. */
final class LoginModule extends AbstractModule {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.config");

    private final AuthSettings settings;

    LoginModule(AuthSettings settings) {
        this.settings = settings;
    }

    @Override
    protected void configure() {
        bind(Users.class).to(JamesUsers.class).in(Scopes.SINGLETON);
        bind(SharedSecrets.class).to(SecretStore.class);
    }

    @Provides
    @Singleton
    PasswordVerifier passwords(JamesPasswordVerifier james) {
        PasswordVerifier prepared = new PreparedPasswords(james);
        return settings.cache()
                .<PasswordVerifier>map(span -> new CachingPasswordVerifier(prepared, span, System::nanoTime))
                .orElse(prepared);
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
        return new Mechanisms(settings.mechanisms().stream()
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
            case EXTERNAL -> new ExternalMechanism(settings.certificateName(), users);
        };
    }

    /** It is there if a mechanism is switched on that needs it: AuthElement sees to that. */
    private OidcSettings oidc() {
        return settings.oidc().orElseThrow();
    }

    @Provides
    @Singleton
    Optional<Apop> apop(SecretHolders holders) {
        return settings.apop() ? Optional.of(new Apop(holders, Node.publicHost())) : Optional.empty();
    }

    @Provides
    @Singleton
    Throttle throttle() {
        return new Throttle(settings.throttle(), System::nanoTime);
    }

    @Provides
    @Singleton
    CleartextPolicy cleartext() {
        CleartextPolicy cleartext = settings.cleartext();
        tell(cleartext);
        return cleartext;
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
}
