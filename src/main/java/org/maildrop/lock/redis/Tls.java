/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** TLS to Redis: its certificate must be trusted and have the name of the host that was asked for. */
final class Tls {
    /** Of a store that is in memory only, and has nothing secret in it. */
    private static final char[] PASSWORD = {};

    private Tls() {}

    /** Trusts whom the JVM trusts. */
    static SslOptions asTheJvmDoes() {
        return SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build();
    }

    /** Trusts what these have issued, and nobody else. */
    static SslOptions trusting(Collection<X509Certificate> authorities) {
        byte[] store = store(authorities);
        return SslOptions.builder()
                .sslVerifyMode(SslVerifyMode.FULL)
                .trustStoreType("JKS")
                .truststore(() -> new ByteArrayInputStream(store), PASSWORD)
                .build();
    }

    /** Jedis takes certificates as a key store only. */
    private static byte[] store(Collection<X509Certificate> authorities) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, PASSWORD);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry(Integer.toString(store.size()), authority);
            }
            store.store(octets, PASSWORD);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("certificates that cannot be kept in a store", e);
        }
        return octets.toByteArray();
    }
}
