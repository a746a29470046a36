/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.net.SocketTimeoutException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.maildrop.lock.LeaseStoreException;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.util.IOUtils;
import redis.clients.jedis.util.Pool;

/**
 * Runs scripts on the engine, wherever it is by now. It connects when first asked, so that a server starts without its
 * Redis, and again whenever that is needed. Thread-safe; all trouble is a {@link LeaseStoreException}.
 */
final class Redis implements AutoCloseable {
    private final Supplier<ConnectionProvider> opening;
    private final CommandObjects commands = new CommandObjects(RedisProtocol.RESP2);
    private final ReentrantLock openingLock = new ReentrantLock();
    private volatile @Nullable ConnectionProvider connections;

    /** @param opening of the connections; may take long, and throws Jedis's exceptions */
    Redis(Supplier<ConnectionProvider> opening) {
        this.opening = opening;
    }

    /**
     * Runs a script in one round trip; in two when Redis does not know it, since it forgets all scripts when it restarts.
     * It may have run twice: if an idle connection turns out to be broken, which is how a client notices a restart, it is
     * run once more on a new one.
     */
    Object run(Script script, List<String> keys, List<String> arguments) {
        return answered(() -> {
            try {
                return exchange(commands.evalsha(script.sha(), keys, arguments));
            } catch (JedisNoScriptException unknown) {
                return exchange(commands.eval(script.text(), keys, arguments));
            }
        });
    }

    /** All keys of this pattern that were there throughout, some that were not, each once. */
    Set<String> keys(String pattern, int page) {
        ScanParams params = new ScanParams().match(pattern).count(page);
        Set<String> keys = new HashSet<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            CommandObject<ScanResult<String>> next = commands.scan(cursor, params);
            ScanResult<String> found = answered(() -> exchange(next));
            keys.addAll(found.getResult());
            cursor = found.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return keys;
    }

    @Override
    public void close() {
        ConnectionProvider open = connections;
        if (open != null) {
            IOUtils.closeQuietly(open);
        }
    }

    private <T> T exchange(CommandObject<T> command) {
        ConnectionProvider open = open();
        try {
            return once(open, command);
        } catch (JedisConnectionException broken) {
            // Where one is broken, those that lie idle beside it are too.
            forgetIdle(open);
            if (timedOut(broken)) {
                throw broken;
            }
        }
        return once(open, command);
    }

    private static <T> T once(ConnectionProvider open, CommandObject<T> command) {
        try (Connection connection = open.getConnection()) {
            try {
                return connection.executeCommand(command);
            } catch (JedisDataException refused) {
                if (isNoMaster(refused)) {
                    // A name or an address that moves with the master means another one by now.
                    connection.setBroken();
                    forgetIdle(open);
                }
                throw refused;
            }
        }
    }

    /** One thread opens, and the others wait for it no longer than for an answer. */
    private ConnectionProvider open() {
        ConnectionProvider open = connections;
        if (open != null) {
            return open;
        }
        if (!lockedInTime()) {
            throw new JedisConnectionException("no Sentinel has answered yet");
        }
        try {
            open = connections;
            if (open == null) {
                open = opening.get();
                connections = open;
            }
            return open;
        } finally {
            openingLock.unlock();
        }
    }

    private boolean lockedInTime() {
        try {
            return openingLock.tryLock(RedisSettings.TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void forgetIdle(ConnectionProvider open) {
        open.getConnectionMap().values().forEach(pool -> {
            if (pool instanceof Pool<?> idle) {
                idle.clear();
            }
        });
    }

    private static boolean timedOut(Throwable trouble) {
        Throwable cause = trouble.getCause();
        return trouble instanceof SocketTimeoutException
                || Stream.of(trouble.getSuppressed()).anyMatch(Redis::timedOut)
                || (cause != null && timedOut(cause));
    }

    private static boolean isNoMaster(JedisDataException refused) {
        return String.valueOf(refused.getMessage()).contains("READONLY");
    }

    private static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (JedisException e) {
            throw new LeaseStoreException("Redis, which keeps the locks, does not answer: " + e.getMessage(), e);
        }
    }
}
