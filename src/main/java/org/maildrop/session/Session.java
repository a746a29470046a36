/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.PasswordVerifier;
import org.maildrop.auth.SaslExchange;
import org.maildrop.auth.SaslMechanism;
import org.maildrop.auth.SaslStep;
import org.maildrop.auth.Verdict;
import org.maildrop.lock.Loss;
import org.maildrop.snapshot.Owner;

/**
 * A session's way through its states. One way in, {@link Entrance}, and two ways out: {@link #quit} and
 * {@link #abandon}. Not safe for use by several threads at once: its conversation sees to that.
 */
public final class Session {
    private final Entrance entrance;
    private final PasswordVerifier passwords;
    private final LongSupplier nanoTime;
    private volatile State state = Authorization.ANONYMOUS;
    private @Nullable Entry entry;
    private int failedLogins;

    /**
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    public Session(Entrance entrance, PasswordVerifier passwords, LongSupplier nanoTime) {
        this.entrance = entrance;
        this.passwords = passwords;
        this.nanoTime = nanoTime;
    }

    public Phase phase() {
        return state.phase();
    }

    /** How many logins of this session were denied. */
    public int failedLogins() {
        return failedLogins;
    }

    /** The TRANSACTION state; the gate lets no command through to here that is not valid in it. */
    public Transaction transaction() {
        if (state instanceof Transaction transaction) {
            return transaction;
        }
        throw new IllegalStateException("not in TRANSACTION, but in " + state.phase());
    }

    /** USER: who the client says it is. It may be repeated; the last one counts. */
    public void user(String name) {
        state = new Authorization(Optional.of(name));
    }

    /** Whether PASS may follow. */
    public boolean named() {
        return state instanceof Authorization authorization
                && authorization.name().isPresent();
    }

    /**
     * PASS: verifies, and enters. After a failure the client begins anew with USER. Blocks on users, lock and store.
     *
     * @param password nothing when the octets sent are no text, which cannot be a password of James
     * @param onLost   called, on another thread, if the lease is lost later
     */
    public EnterOutcome pass(Optional<String> password, Peer peer, Consumer<Loss> onLost) {
        Optional<String> name =
                state instanceof Authorization authorization ? authorization.name() : Optional.<String>empty();
        state = Authorization.ANONYMOUS;
        if (name.isEmpty() || password.isEmpty()) {
            return denied();
        }
        try {
            return decided(passwords.verify(name.get(), password.get()), peer, onLost);
        } catch (AuthException e) {
            return new EnterOutcome.AuthUnavailable(e);
        }
    }

    /** The one door of all logins: whoever has proven who it is goes on to the lock. */
    private EnterOutcome decided(Verdict verdict, Peer peer, Consumer<Loss> onLost) {
        if (!(verdict instanceof Verdict.Verified verified)) {
            return denied();
        }
        long until = nanoTime.getAsLong() + entrance.patience().toNanos();
        return enter(new Entry(new Owner(verified.user()), peer, onLost, until));
    }

    /**
     * AUTH: begins an exchange. What was said by USER is forgotten. Blocks as {@link #pass} does.
     *
     * @param initialResponse what came with it, decoded
     */
    public AuthOutcome auth(
            SaslMechanism mechanism, Optional<byte[]> initialResponse, Peer peer, Consumer<Loss> onLost) {
        return step(new Authenticating(mechanism.begin(), peer, onLost), exchange -> exchange.start(initialResponse));
    }

    /** Whether the client's next line is a response and no command. */
    public boolean challenged() {
        return state instanceof Authenticating;
    }

    /** The response to a challenge. Blocks likewise. */
    public AuthOutcome respond(byte[] response) {
        if (state instanceof Authenticating authenticating) {
            return step(authenticating, exchange -> exchange.respond(response));
        }
        throw new IllegalStateException("no response is awaited");
    }

    /** The client gives up, or has sent what is no response. */
    public void cancelAuth() {
        state = Authorization.ANONYMOUS;
    }

    private AuthOutcome step(Authenticating authenticating, Function<SaslExchange, SaslStep> next) {
        state = Authorization.ANONYMOUS;
        SaslStep step;
        try {
            step = next.apply(authenticating.exchange());
        } catch (AuthException e) {
            return new AuthOutcome.Ended(new EnterOutcome.AuthUnavailable(e));
        }
        if (step instanceof SaslStep.Challenge challenge) {
            state = authenticating;
            return new AuthOutcome.Challenged(challenge.text());
        }
        return step instanceof SaslStep.Decided decided
                ? new AuthOutcome.Ended(decided(decided.verdict(), authenticating.peer(), authenticating.onLost()))
                : new AuthOutcome.Malformed(((SaslStep.Malformed) step).expected());
    }

    private EnterOutcome denied() {
        failedLogins++;
        return new EnterOutcome.Denied();
    }

    /** After {@link EnterOutcome.Waiting}: tries again; the client need not prove again who it is. Blocks likewise. */
    public EnterOutcome enterAgain() {
        Entry waiting = entry;
        if (waiting == null) {
            throw new IllegalStateException("no login is waiting");
        }
        return enter(waiting);
    }

    /** A login whose client has proven who it is. {@code until}: how long it may wait, on the session's clock. */
    private record Entry(Owner owner, Peer peer, Consumer<Loss> onLost, long until) {}

    private EnterOutcome enter(Entry login) {
        Entrance.Passage passage = entrance.enter(login.owner, login.peer);
        if (passage.outcome() instanceof EnterOutcome.InUse && nanoTime.getAsLong() - login.until < 0) {
            entry = login;
            return new EnterOutcome.Waiting();
        }
        entry = null;
        state = passage.state();
        if (passage.state() instanceof Transaction transaction) {
            transaction.lease().onLost(login.onLost);
        }
        return passage.outcome();
    }

    /** The client did something, or took octets: the holder of the lease is not idle. May be called on any thread. */
    public void touch() {
        if (state instanceof Transaction transaction) {
            transaction.lease().touch();
        }
    }

    /** STLS succeeded: what was said in clear is forgotten (RFC 2595, section 4). */
    public void restart() {
        abandon();
        state = Authorization.ANONYMOUS;
    }

    /** QUIT: UPDATE from TRANSACTION, a mere farewell from AUTHORIZATION. The session is over. May block. */
    public QuitOutcome quit() {
        State before = state;
        state = new Ended();
        return before instanceof Transaction transaction ? transaction.update() : new QuitOutcome.Left();
    }

    /** Every other end: releases the lock, removes nothing (RFC 1725, section 3). Idempotent. May block on the lock. */
    public void abandon() {
        State before = state;
        state = new Ended();
        if (before instanceof Transaction transaction) {
            transaction.abandon();
        }
    }
}
