/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.maildrop.auth.AuthSettings;
import org.maildrop.handler.WorkerSettings;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.lock.LockSettings;
import org.maildrop.lock.redis.RedisSettings;
import org.maildrop.session.SessionSettings;
import org.maildrop.snapshot.SnapshotSettings;
import org.maildrop.snapshot.StoreSettings;

/**
 * conf/maildrop.xml. What is missing has its default, the whole file too; what is there must be right, or the server does
 * not start.
 */
public record MaildropSettings(
        SessionSettings session,
        SnapshotSettings snapshot,
        StoreSettings store,
        LockSettings lock,
        LeaseStoreChoice leaseStore,
        AuthSettings auth,
        SecretsSettings secrets,
        WorkerSettings workers) {
    static final String FILE = "conf/maildrop.xml";
    private static final String ROOT = "maildrop";
    private static final Duration SHORTEST_TERM = Duration.ofSeconds(10);
    private static final Duration LONGEST_TERM = Duration.ofMinutes(10);
    private static final String NUMBER = Durations.EXPECTED;
    static final String DURATION = NUMBER + ", at most 24h";

    /**
     * Reads the file, or throws a {@link SettingsException} that says in one line what is wrong.
     *
     * @param file nothing, if there is none
     */
    public static MaildropSettings read(Optional<InputStream> file) {
        return of(file.isPresent() ? XmlFile.root(file.get(), ROOT) : new Element(ROOT, null));
    }

    private static MaildropSettings of(Element root) {
        root.knows(
                "autologout",
                "login-timeout",
                "sizes",
                "unique-ids",
                "folder",
                "mark-seen",
                "delete",
                "hide",
                "remembered-messages",
                "lock",
                "auth",
                "limits",
                "expire",
                "workers");
        AuthSettings auth = AuthElement.read(root.child("auth"));
        return new MaildropSettings(
                SessionElements.read(root),
                MailElements.snapshot(root),
                MailElements.store(root),
                lock(root.child("lock")),
                leaseStore(root.child("lock")),
                auth,
                SecretsElement.read(root.child("auth").child("secrets"), auth.needSharedSecrets()),
                workers(root));
    }

    private static LockSettings lock(Element lock) {
        lock.knows("store", "term", "on-conflict", "wait", "takeover-after", "jdbc", "redis");
        Duration term = lock.value(
                "term", LockSettings.defaults().term(), NUMBER + ", from 10s to 10m", MaildropSettings::term);
        // The margin is a sixth of the term, so that a long UPDATE has time and a renewal has several tries.
        return new LockSettings(term, term.dividedBy(6), conflict(lock));
    }

    private static LeaseStoreChoice leaseStore(Element lock) {
        Map<String, Supplier<LeaseStoreChoice>> choices = Map.of(
                "jvm",
                LeaseStoreChoice.Jvm::new,
                "jdbc",
                () -> new LeaseStoreChoice.Jdbc(JdbcElement.read(lock.child("jdbc"))),
                "redis",
                () -> redis(lock.child("redis")),
                "cassandra",
                LeaseStoreChoice.Cassandra::new);
        String name = lock.value(
                "store",
                "jvm",
                "jvm, jdbc, redis or cassandra",
                Element.oneOf(List.of("jvm", "jdbc", "redis", "cassandra")));
        // Settings of a store that was not chosen are a choice that was forgotten: servers that share mailboxes, and no
        // lock.
        for (String other : List.of("jdbc", "redis")) {
            if (!other.equals(name)) {
                lock.lacks(other, "<store> is " + name);
            }
        }
        return Objects.requireNonNull(choices.get(name)).get();
    }

    private static LeaseStoreChoice redis(Element redis) {
        redis.knows("uri", "authorities");
        RedisSettings settings = redis.secret("uri", RedisSettings::of);
        return new LeaseStoreChoice.Redis(redis.value(
                "authorities", settings, "a file of certificates, for a rediss: URI only", settings::trusting));
    }

    private static Duration term(String text) {
        Duration term = Durations.parse(text);
        if (term.compareTo(SHORTEST_TERM) < 0 || term.compareTo(LONGEST_TERM) > 0) {
            throw new IllegalArgumentException("too short a term, or too long");
        }
        return term;
    }

    private static ConflictPolicy conflict(Element lock) {
        String policy = lock.value("on-conflict", "wait", "wait or reject", Element.oneOf(List.of("wait", "reject")));
        Duration wait = lock.value(
                "wait", ConflictPolicy.DEFAULT.patience(), NUMBER + ", at most 30s", text -> new ConflictPolicy(
                                Durations.parse(text), Optional.empty())
                        .patience());
        Optional<Duration> takeoverAfter = lock.value(
                "takeover-after",
                ConflictPolicy.DEFAULT.takeoverAfter(),
                DURATION + ", or never",
                text -> text.equals("never") ? Optional.empty() : Optional.of(Durations.parse(text)));
        return policy.equals("reject") ? ConflictPolicy.REJECT : new ConflictPolicy(wait, takeoverAfter);
    }

    private static WorkerSettings workers(Element root) {
        return root.value(
                "workers",
                WorkerSettings.DEFAULT,
                "a number of threads, from 1 to " + WorkerSettings.MOST,
                text -> new WorkerSettings(Integer.parseInt(text)));
    }
}
