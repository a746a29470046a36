/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.maildrop.auth.Apop;
import org.maildrop.auth.CramMd5Mechanism;
import org.maildrop.auth.LoginMechanism;
import org.maildrop.auth.Mechanisms;
import org.maildrop.auth.PasswordVerifier;
import org.maildrop.auth.PlainMechanism;
import org.maildrop.auth.ScramHash;
import org.maildrop.auth.ScramMechanism;
import org.maildrop.auth.SecretHolders;
import org.maildrop.auth.SharedSecret;
import org.maildrop.auth.Throttle;
import org.maildrop.auth.ThrottleSettings;
import org.maildrop.auth.Users;
import org.maildrop.auth.Verdict;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LockSettings;
import org.maildrop.lock.MaildropLocks;
import org.maildrop.lock.OutageListener;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.protocol.MessageOctets;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.Maildrops;
import org.maildrop.snapshot.MemoryMaildropStore;
import org.maildrop.snapshot.Owner;
import org.maildrop.snapshot.SizesSetting;
import org.maildrop.snapshot.SnapshotSettings;
import org.maildrop.snapshot.UniqueIdFormat;

/**
 * All that sessions stand on, as it is in a server, but for the store, which is in memory, and the time, which is a
 * test's. Any name is a user, and the password of each is "secret".
 */
public final class SessionBench {
    public static final String PASSWORD = "secret";

    private final Clock clock;
    private final MemoryMaildropStore store = new MemoryMaildropStore();
    private final LeaseStore leases;
    private final MaildropLocks locks;
    private final Maildrops maildrops;
    private final Duration margin;
    private Throttle throttle = new Throttle(ThrottleSettings.OFF, this::nanoTime);
    private SessionLimits limits = new SessionLimits(LimitSettings.NONE);
    private LoginDelay loginDelay = new LoginDelay(Optional.empty(), this::nanoTime);
    private ExpiryPolicy expiry = new ExpiryPolicy.Never();
    private boolean marksSeen;
    private volatile PasswordVerifier passwords =
            (name, password) -> password.equals(PASSWORD) ? new Verdict.Verified(name) : new Verdict.Denied();

    public SessionBench(Clock clock, ScheduledExecutorService executor) {
        this(clock, executor, SizesSetting.STORED, ConflictPolicy.REJECT);
    }

    public SessionBench(Clock clock, ScheduledExecutorService executor, ConflictPolicy conflict) {
        this(clock, executor, SizesSetting.STORED, conflict);
    }

    SessionBench(Clock clock, ScheduledExecutorService executor, SizesSetting sizes) {
        this(clock, executor, sizes, ConflictPolicy.REJECT);
    }

    private SessionBench(Clock clock, ScheduledExecutorService executor, SizesSetting sizes, ConflictPolicy conflict) {
        LockSettings usual = LockSettings.defaults();
        LockSettings settings = new LockSettings(usual.term(), usual.margin(), conflict);
        this.clock = clock;
        leases = new JvmLeaseStore(clock);
        locks = new MaildropLocks(leases, settings, "node", clock, executor, new Silent());
        maildrops = new Maildrops(
                store,
                stored -> MessageOctets.of(stored).sent(),
                new SnapshotSettings(sizes, UniqueIdFormat.STOCK, SnapshotSettings.REMEMBERED),
                clock,
                this::nanoTime);
        margin = settings.margin();
    }

    public Session newSession() {
        return new Session(new Session.Door(
                new Entrance(locks, maildrops, margin, new Expiry(expiry, clock), marksSeen),
                (name, password) -> passwords.verify(name, password),
                throttle,
                limits,
                loginDelay,
                this::nanoTime));
    }

    private long nanoTime() {
        return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    /** All mechanisms, which ask whom PASS asks; each user's shared secret is the password. */
    public Mechanisms mechanisms() {
        PasswordVerifier asked = (name, password) -> passwords.verify(name, password);
        return new Mechanisms(List.of(
                new ScramMechanism(ScramHash.SHA_256, holders()),
                new ScramMechanism(ScramHash.SHA_1, holders()),
                new CramMd5Mechanism(holders(), "mail.example.org"),
                new PlainMechanism(asked),
                new LoginMechanism(asked)));
    }

    /** APOP, by the same secret. */
    public Apop apop() {
        return new Apop(holders(), "mail.example.org");
    }

    private SecretHolders holders() {
        return new SecretHolders(new Everybody(), user -> Optional.of(new SharedSecret(PASSWORD)));
    }

    private static final class Everybody implements Users {
        @Override
        public Optional<String> canonical(String name) {
            return Optional.of(name);
        }

        @Override
        public Verdict admit(String name) {
            return new Verdict.Verified(name);
        }

        @Override
        public Verdict admitActingAs(String other, String name) {
            return new Verdict.Denied();
        }
    }

    public MemoryMaildropStore store() {
        return store;
    }

    public void passwords(PasswordVerifier verifier) {
        passwords = verifier;
    }

    public boolean locked(String owner) {
        return leases.find(new Owner(owner)).isPresent();
    }

    /** How many maildrops are locked. */
    public int leases() {
        return leases.list().size();
    }

    /** An operator ends the lease; the session hears of it when it is next renewed. */
    public void takeAway(String owner) {
        leases.forceRelease(new Owner(owner));
    }

    /** The session's login as bob, with the right password. */
    static EnterOutcome enterAsBob(Session session) {
        session.user("bob");
        return login(session.pass(Optional.of(PASSWORD), new Peer("session", "192.0.2.1"), how -> {}));
    }

    /** What became of a login that was more than a challenge. */
    static EnterOutcome login(AuthOutcome outcome) {
        assertThat(outcome).isInstanceOf(AuthOutcome.Ended.class);
        return ((AuthOutcome.Ended) outcome).login();
    }

    /** Failed logins are slowed down from now on, as these settings have it, in sessions begun from now on. */
    public void throttle(ThrottleSettings settings) {
        throttle = new Throttle(settings, this::nanoTime);
    }

    /** Sessions begun from now on are limited in their number. */
    public void limits(SessionLimits most) {
        limits = most;
    }

    /** So long a user has to wait from one login to the next, in sessions begun from now on. */
    public void loginDelay(Duration delay) {
        loginDelay = new LoginDelay(Optional.of(delay), this::nanoTime);
    }

    /** So mail expires in sessions begun from now on. */
    public void expiry(ExpiryPolicy policy) {
        expiry = policy;
    }

    /** What RETR has sent is marked as seen in sessions begun from now on. */
    public void markSeen() {
        marksSeen = true;
    }

    /** The session, once it is in bob's maildrop. */
    Session inside(Session session) {
        assertThat(enterAsBob(session)).isInstanceOf(EnterOutcome.Entered.class);
        return session;
    }

    /** Bob's maildrop is not locked, and another session can enter it now that the store is well. */
    void theMaildropIsFreeForAnother() {
        assertThat(locked("bob")).isFalse();
        store.at(what -> {});
        inside(newSession()).abandon();
    }

    /** Longer than what is between two renewals of a lease, shorter than its term. */
    public static Duration aRenewal() {
        return Duration.ofSeconds(30);
    }

    /** The locks as a server has them that stops. */
    void closeLocks() {
        locks.close();
    }

    private static final class Silent implements OutageListener {
        @Override
        public void began(Throwable cause) {
            throw new AssertionError("a store in memory has no outage", cause);
        }

        @Override
        public void ended() {
            throw new AssertionError("a store in memory has no outage");
        }
    }

    /** Trouble of a store. */
    public static MaildropStoreException trouble() {
        return MemoryMaildropStore.trouble(MaildropStoreException.Kind.TEMPORARY);
    }
}
