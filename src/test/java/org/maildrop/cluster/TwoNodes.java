/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.maildrop.testing.ImapClient;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;

/**
 * Two servers that serve the same maildrops and share one lease store. The first one delivers, and is the one that is
 * killed, stopped and started again.
 */
public final class TwoNodes implements AutoCloseable {
    /** The shortest that there is, so that the tests wait no longer than they have to. */
    static final Duration TERM = Duration.ofSeconds(10);

    /** Of one renewal to the next. */
    static final Duration RENEWAL = TERM.dividedBy(3);

    static final Duration TAKEOVER_AFTER = Duration.ofSeconds(8);

    /** How late a thing may be on a busy machine. */
    static final Duration SLACK = Duration.ofSeconds(4);

    private static final AtomicInteger USERS = new AtomicInteger();

    private final Supplier<Launch> launch;
    private final JamesProcess second;
    private JamesProcess first;
    private CompletableFuture<Void> shutdown = CompletableFuture.completedFuture(null);
    private boolean frozen;

    private TwoNodes(Supplier<Launch> launch) {
        this.launch = launch;
        // One after the other: the first makes the tables.
        this.first = launch.get().start();
        this.second = startOr(first);
    }

    /**
     * Starts both.
     *
     * @param launch a server that is not started yet, with {@link #settings}, and with mailboxes that all of them share
     */
    public static TwoNodes start(Supplier<Launch> launch) {
        return new TwoNodes(launch);
    }

    /**
     * The text of {@code maildrop.xml}.
     *
     * @param store the elements in {@code <lock>} that say where the leases are
     */
    public static String settings(String store) {
        return "<maildrop><lock>" + store + "<term>" + TERM.toSeconds() + "s</term><wait>2s</wait><takeover-after>"
                + TAKEOVER_AFTER.toSeconds() + "s</takeover-after></lock></maildrop>";
    }

    /** The same, with the leases in a database. */
    public static String lockingIn(String url) {
        return settings("<store>jdbc</store><jdbc><url>" + url.replace("&", "&amp;") + "</url></jdbc>");
    }

    private JamesProcess startOr(JamesProcess killed) {
        try {
            return launch.get().start();
        } catch (RuntimeException e) {
            killed.kill();
            throw e;
        }
    }

    public JamesProcess first() {
        return first;
    }

    public JamesProcess second() {
        return second;
    }

    /** A new user with these messages. */
    User user(String... subjects) {
        User user = new User("user" + USERS.incrementAndGet() + "@example.org");
        first.addUser(user.name(), User.PASSWORD);
        for (String subject : subjects) {
            first.append(user.name(), User.PASSWORD, User.message(subject));
        }
        return user;
    }

    /** Gives the user so many messages. */
    void fill(User user, int count) {
        try (ImapClient imap = first.imap(user.name(), User.PASSWORD)) {
            for (int i = 0; i < count; i++) {
                imap.append(User.message("one of many"));
            }
        }
    }

    /** How many messages there are, for those who need no lock to see them, as the second node has it. */
    int count(User user) {
        return second.count(user.name(), User.PASSWORD);
    }

    void freezeFirst() {
        frozen = true;
        first.freeze();
    }

    void thawFirst() {
        frozen = false;
        first.thaw();
    }

    /** As an administrator would. It takes its time, which this does not wait for. */
    void shutFirstDown() {
        shutdown = CompletableFuture.runAsync(first::stop);
    }

    /** Whatever the test before has done to the first: it runs after this. */
    void revive() {
        if (frozen) {
            thawFirst();
        }
        shutdown.join();
        if (!first.isAlive()) {
            first = launch.get().inHomeOf(first).start();
        }
    }

    /** At once: nobody reads what they would say. */
    @Override
    public void close() {
        first.kill();
        second.kill();
    }
}
