/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.Renewal;
import org.maildrop.server.Ports;

/** Passwords, ACL users, databases and TLS. */
class RedisAccessTest extends RedisTrouble {
    private static final String SECRET = "p@ss:w/rd%+ü";
    private static final String WRITTEN = "p%40ss%3Aw%2Frd%25+%C3%BC";

    @TempDir
    private Path folder;

    @Test
    void aPasswordOpensRedisAndAWrongOneIsUnavailableAndNotTold() {
        RedisServer server = closing(RedisServer.start("--requirepass", SECRET));
        String host = "127.0.0.1:" + server.port();
        enter(store("redis://:" + WRITTEN + "@" + host), BOB);
        assertUnavailable(() -> enter(store("redis://" + host), ALICE));
        assertThatExceptionOfType(LeaseStoreException.class)
                .isThrownBy(() -> enter(store("redis://:w0rd@" + host), ALICE))
                .satisfies(e -> assertThat(Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause))
                        .noneMatch(cause -> cause.toString().contains("w0rd")));
    }

    @Test
    void anAclUserNeedsNoMoreThanTheDocumentedRights() throws IOException {
        String rights = Files.readAllLines(Path.of("src/doc/locking-redis.md")).stream()
                .filter(line -> line.startsWith("user maildrop "))
                .findFirst()
                .orElseThrow();
        Path acl = Files.writeString(folder.resolve("users.acl"), "user default off\n" + rights + "\n");
        RedisServer server = closing(RedisServer.start("--aclfile", acl.toString()));
        RedisLeaseStore store = store("redis://maildrop:secret@127.0.0.1:" + server.port() + "/3");
        LeaseKey bob = enter(store, BOB);
        assertThat(store.prove(bob, Duration.ZERO)).isTrue();
        assertThat(store.renew(List.of(new Renewal(bob, Duration.ZERO)), TERM)).isEmpty();
        assertThat(store.list()).extracting(HeldLease::key).containsExactly(bob);
        LeaseKey successor = takeOver(store, bob);
        assertThat(store.forceRelease(BOB).orElseThrow().key()).isEqualTo(successor);
        assertThat(store.release(enter(store, BOB))).isTrue();
    }

    @Test
    void databasesOfOneRedisAreApart() {
        RedisServer server = closing(RedisServer.start());
        enter(store(server.uri() + "/1"), BOB);
        enter(store(server.uri() + "/2"), BOB);
        assertThat(store(server.uri() + "/1").find(BOB)).isPresent();
        assertThat(store(server.uri()).find(BOB)).isEmpty();
    }

    @Test
    void overTlsRedisMustBeTrustedAndHaveTheNameThatWasAskedFor() throws Exception {
        SelfSigned certificate = SelfSigned.of("localhost", folder);
        Collection<X509Certificate> authority = certificate.asAuthority();
        Collection<X509Certificate> another = SelfSigned.of("other", folder).asAuthority();
        int port = Ports.oneFree();
        closing(certificate.startRedis(0, port));
        RedisSettings byName = RedisSettings.of("rediss://localhost:" + port).trusting("file://conf/redis-ca.pem");
        RedisSettings byAddress = RedisSettings.of("rediss://127.0.0.1:" + port).trusting("file://conf/redis-ca.pem");
        enter(closing(RedisLeaseStore.at(byName, Optional.of(authority))), BOB);
        assertUnavailable(() -> enter(closing(RedisLeaseStore.at(byAddress, Optional.of(authority))), ALICE));
        assertUnavailable(() -> enter(closing(RedisLeaseStore.at(byName, Optional.of(another))), ALICE));
        assertUnavailable(() -> enter(store("rediss://localhost:" + port), ALICE));
        assertUnavailable(() -> enter(store("redis://localhost:" + port), ALICE));
    }
}
