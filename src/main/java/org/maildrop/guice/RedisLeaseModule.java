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
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import org.apache.james.filesystem.api.FileSystem;
import org.maildrop.config.SettingsException;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.redis.RedisLeaseStore;
import org.maildrop.lock.redis.RedisSettings;

/** Leases on a Redis that all servers share. The server starts without it; logins wait for it. */
final class RedisLeaseModule extends AbstractModule {
    private final RedisSettings settings;

    RedisLeaseModule(RedisSettings settings) {
        this.settings = settings;
    }

    @Provides
    @Singleton
    LeaseStore leases(FileSystem files) {
        return Opening.of(
                "lock/redis",
                () -> RedisLeaseStore.at(settings, settings.authorities().map(place -> certificates(files, place))));
    }

    private static Collection<X509Certificate> certificates(FileSystem files, String place) {
        try (InputStream file = files.getResource(place)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(file).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | CertificateException e) {
            throw new SettingsException("no certificates can be read from " + place + ": " + e.getMessage(), e);
        }
    }
}
