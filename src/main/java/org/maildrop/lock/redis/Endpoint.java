/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/** Settings, as Jedis wants them: opens the pool of connections to one Redis, or to the master that Sentinel names. */
final class Endpoint {
    /** More threads than this do not make a single-threaded engine faster. */
    private static final int CONNECTIONS = 8;

    private static final Duration IDLE_CHECK = Duration.ofSeconds(10);

    private final RedisSettings settings;
    private final Optional<Collection<X509Certificate>> authorities;

    /** @param authorities whose certificates are trusted; nothing: those that the JVM trusts */
    Endpoint(RedisSettings settings, Optional<Collection<X509Certificate>> authorities) {
        this.settings = settings;
        this.authorities = authorities;
    }

    /** Does not connect to a single Redis yet, but asks the Sentinels, and throws Jedis's exceptions if none answers. */
    ConnectionProvider open() {
        return settings.master().<ConnectionProvider>map(this::sentinels).orElseGet(this::single);
    }

    private PooledConnectionProvider single() {
        return new PooledConnectionProvider(address(settings.nodes().get(0)), config().build(), pool());
    }

    private SentineledConnectionProvider sentinels(String master) {
        return new SentineledConnectionProvider(
                master,
                config().build(),
                pool(),
                settings.nodes().stream().map(Endpoint::address).collect(Collectors.toSet()),
                base().build());
    }

    private DefaultJedisClientConfig.Builder config() {
        DefaultJedisClientConfig.Builder config = base().database(settings.database());
        settings.user().ifPresent(config::user);
        settings.password().ifPresent(config::password);
        return config;
    }

    /** What is the same for Redis and for Sentinels. */
    private DefaultJedisClientConfig.Builder base() {
        int limit = Math.toIntExact(RedisSettings.TIME_LIMIT.toMillis());
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(limit)
                .socketTimeoutMillis(limit)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        return settings.tls() ? config.sslOptions(authorities.map(Tls::trusting).orElseGet(Tls::asTheJvmDoes)) : config;
    }

    private static ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(RedisSettings.TIME_LIMIT);
        pool.setTimeBetweenEvictionRuns(IDLE_CHECK);
        pool.setJmxEnabled(false);
        return pool;
    }

    private static HostAndPort address(RedisSettings.Node node) {
        return new HostAndPort(node.host(), node.port());
    }
}
