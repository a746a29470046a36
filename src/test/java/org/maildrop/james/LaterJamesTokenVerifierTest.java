/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.maildrop.testing.OidcServer;
import org.maildrop.testing.OidcServer.Key;

/** The same classes with the verifier of the later James, which needs Java 21, and with the libraries that it brings. */
@EnabledForJreRange(min = JRE.JAVA_21)
class LaterJamesTokenVerifierTest {
    private static final String BOB = "bob@example.org";

    /** Loads these anew, and takes the rest from this James. */
    private static final class Later extends URLClassLoader {
        private static final List<String> OWN = List.of(
                "org.maildrop.james.",
                "org.maildrop.auth.",
                "org.apache.james.jwt.",
                "io.jsonwebtoken.",
                "com.fasterxml.jackson.");

        Later(URL... jars) {
            super(jars, LaterJamesTokenVerifierTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (OWN.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static Later laterJames() throws IOException {
        Stream<Path> jars = Arrays.stream(Files.readString(Path.of("target/server/later-api.classpath"))
                        .split(File.pathSeparator))
                .map(Path::of);
        return new Later(Stream.concat(Stream.of(Path.of("target/classes/")), jars)
                .map(LaterJamesTokenVerifierTest::url)
                .toArray(URL[]::new));
    }

    @Test
    void goodTokensAreTheirUsersAndBadOnesAreRefused() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (OidcServer provider = OidcServer.start();
                Later later = laterJames()) {
            thread.setContextClassLoader(later);
            Object verifier = verifier(later, provider);
            assertThat(verifier.getClass()).isNotEqualTo(JamesTokenVerifier.class);
            assertThat(later.loadClass("org.apache.james.jwt.PublicKeyProvider").getMethods())
                    .hasSize(2);

            assertThat(user(later, verifier, provider.token(BOB))).contains(BOB);
            assertThat(user(later, verifier, Key.rsa().sign(provider.claims(BOB))))
                    .isEmpty();
            assertThat(user(
                            later,
                            verifier,
                            Key.rsa().named(provider.key().id()).sign(provider.claims(BOB))))
                    .isEmpty();
            Map<String, Object> expired = provider.claims(BOB);
            expired.put("exp", 1);
            assertThat(user(later, verifier, provider.key().sign(expired))).isEmpty();
            assertThat(provider.calls(OidcServer.INTROSPECTION)).isEqualTo(1);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void keysWithoutNamesAndOfTheOtherKindAreTakenToo() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (OidcServer provider = OidcServer.start();
                Later later = laterJames()) {
            thread.setContextClassLoader(later);
            provider.rotate(Key.rsa(), Key.ec().unnamed());
            assertThat(user(later, verifier(later, provider), provider.token(BOB)))
                    .contains(BOB);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Object verifier(Later later, OidcServer provider) throws ReflectiveOperationException {
        Object check = later.loadClass("org.maildrop.auth.OidcSettings$Check$Introspection")
                .getConstructor(URI.class, Optional.class)
                .newInstance(URI.create(provider.url(OidcServer.INTROSPECTION)), Optional.of(OidcServer.CREDENTIALS));
        Class<?> type = later.loadClass("org.maildrop.auth.OidcSettings");
        Object settings = type.getConstructor(
                        URI.class,
                        String.class,
                        Optional.class,
                        URI.class,
                        String.class,
                        later.loadClass("org.maildrop.auth.OidcSettings$Check"))
                .newInstance(
                        URI.create(provider.url(OidcServer.JWKS)),
                        "email",
                        Optional.of("mail"),
                        URI.create(provider.url(OidcServer.CONFIGURATION)),
                        "openid",
                        check);
        LongSupplier clock = () -> 0;
        return later.loadClass("org.maildrop.james.JamesTokenVerifier")
                .getConstructor(type, LongSupplier.class)
                .newInstance(settings, clock);
    }

    @SuppressWarnings("unchecked")
    private static Optional<String> user(Later later, Object verifier, String token)
            throws ReflectiveOperationException {
        Class<?> type = later.loadClass("org.maildrop.auth.BearerToken");
        Optional<Object> bearer =
                (Optional<Object>) type.getMethod("of", String.class).invoke(null, token);
        return (Optional<String>) verifier.getClass().getMethod("user", type).invoke(verifier, bearer.orElseThrow());
    }
}
