/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.server.Ports;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/**
 * Two real servers and one Redis: found over TLS by the one, through Sentinel by the other. What becomes of nodes that
 * die or stop does not depend on the store: TwoNodesContract.
 */
@Execution(ExecutionMode.CONCURRENT)
class RedisLockIT {
    private static final String BOB = "bob@example.org";
    private static final String SECRET = "secret";

    @TempDir
    private Path folder;

    @Test
    void aMaildropIsEnteredOnOneServerAtATimeAndRedisMayGoAndComeBack() throws Exception {
        SelfSigned certificate = SelfSigned.of("localhost", folder);
        int tlsPort = Ports.oneFree();
        try (RedisServer redis = certificate.startRedis(Ports.oneFree(), tlsPort);
                RedisServer sentinel = RedisServer.sentinelOf(redis);
                JamesProcess first = new Launch(Flavour.MEMORY)
                        .with("redis-ca.pem", Files.readString(certificate.certificate()))
                        .with(
                                "maildrop.xml",
                                lock("<uri>rediss://localhost:" + tlsPort
                                        + "</uri><authorities>file://conf/redis-ca.pem</authorities>"))
                        .start();
                JamesProcess second = new Launch(Flavour.MEMORY)
                        .with(
                                "maildrop.xml",
                                lock("<uri>redis-sentinel://127.0.0.1:" + sentinel.port() + "#locks</uri>"))
                        .start()) {
            first.addUser(BOB, SECRET);
            second.addUser(BOB, SECRET);
            oneAtATime(first, second);
            noLoginWithoutRedisAndNoRestartWhenItIsBack(redis, second);
        }
    }

    private static String lock(String redis) {
        return "<maildrop><lock><store>redis</store><term>10s</term><redis>" + redis + "</redis></lock></maildrop>";
    }

    private static String login(JamesProcess james) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            return client.login(BOB, SECRET);
        }
    }

    private static void oneAtATime(JamesProcess first, JamesProcess second) {
        try (Pop3Client holder = new Pop3Client(first.pop3Port())) {
            // The first answer of Redis takes a new server longest, and each has a second.
            await().until(() -> !holder.login(BOB, SECRET).startsWith("-ERR [SYS/TEMP]"));
            assertThat(holder.send("STAT")).startsWith("+OK");
            assertThat(login(second)).startsWith("-ERR [IN-USE]");
            assertThat(holder.send("QUIT")).startsWith("+OK");
            assertThat(login(second)).startsWith("+OK");
        }
    }

    private static void noLoginWithoutRedisAndNoRestartWhenItIsBack(RedisServer redis, JamesProcess second) {
        redis.kill();
        assertThat(login(second)).startsWith("-ERR [SYS/TEMP]");
        redis.restart();
        await().atMost(Duration.ofSeconds(15)).until(() -> login(second).startsWith("+OK"));
    }
}
