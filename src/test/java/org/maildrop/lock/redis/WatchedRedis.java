/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.maildrop.snapshot.Owner;

/** A master, its replica and a Sentinel that makes the replica the master when the master is gone. */
final class WatchedRedis implements AutoCloseable {
    private static final Duration A_FAILOVER = Duration.ofSeconds(40);

    private final RedisServer master = RedisServer.start();
    private final RedisServer replica =
            RedisServer.start("--replicaof", "127.0.0.1 " + master.port(), "--repl-timeout", "600");
    private final RedisServer sentinel = RedisServer.sentinelOf(master);

    /** Returns when a failover would succeed. */
    WatchedRedis() {
        awaitInStep(replica);
    }

    /** The one that was the master at first. */
    RedisServer master() {
        return master;
    }

    RedisServer replica() {
        return replica;
    }

    RedisServer sentinel() {
        return sentinel;
    }

    /** Waits until this one follows the other, and the Sentinel knows it. */
    void awaitInStep(RedisServer follower) {
        await().atMost(A_FAILOVER)
                .until(() -> replication(follower).contains("master_link_status:up")
                        && !((List<?>) sentinel.ask("SENTINEL", "replicas", "locks")).isEmpty());
    }

    void awaitMaster(RedisServer promoted) {
        await().atMost(A_FAILOVER).until(() -> replication(promoted).contains("role:master"));
    }

    private static String replication(RedisServer server) {
        return text(server.ask("INFO", "replication"));
    }

    static String text(Object answer) {
        return new String((byte[]) answer, StandardCharsets.UTF_8);
    }

    /** Redis's own WAIT is for what its connection has written, and the store's connection is another. */
    void awaitLease(Owner owner, RedisServer there) {
        await().atMost(A_FAILOVER).until(() -> hasLease(owner, there));
    }

    static boolean hasLease(Owner owner, RedisServer server) {
        return server.ask("EXISTS", "maildrop:{locks}:lease:" + owner.name()).equals(1L);
    }

    /** The master dies, and the replica takes its place. */
    void failOver() {
        master.kill();
        awaitMaster(replica);
    }

    @Override
    public void close() {
        sentinel.close();
        replica.close();
        master.close();
    }
}
