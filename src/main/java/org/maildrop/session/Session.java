/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.PasswordVerifier;
import org.maildrop.auth.SaslExchange;
import org.maildrop.auth.SaslMechanism;
import org.maildrop.auth.SaslStep;
import org.maildrop.auth.Throttle;
import org.maildrop.auth.Transport;
import org.maildrop.auth.Verdict;
import org.maildrop.lock.Loss;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.Owner;

/**
 * A session's way through its states. One way in, {@link WayIn}, and two ways out: {@link #quit} and
 * {@link #abandon}. Not safe for use by several threads at once: its conversation sees to that.
 */
public final class Session {
    private final Door door;
    private final Tally tally;
    private volatile State state = Authorization.ANONYMOUS;
    private SessionLimits.Admission admission = SessionLimits.Admission.NONE;
    private @Nullable Unanswered unanswered;
    private int failedLogins;

    /**
     * What all sessions log in by.
     *
     * @param nanoTime a clock for durations, as {@link System#nanoTime()}
     */
    public record Door(
            Entrance entrance,
            PasswordVerifier passwords,
            Throttle throttle,
            SessionLimits limits,
            LoginDelay loginDelay,
            LongSupplier nanoTime) {}

    /** A login that has to wait, and goes on by {@code next}. */
    private record Unanswered(Supplier<AuthOutcome> next) {}

    public Session(Door door) {
        this.door = door;
        this.tally = new Tally(door.nanoTime.getAsLong());
    }

    /** What is noted of it for the log. */
    public Tally tally() {
        return tally;
    }

    /** For how long there has been this session. */
    public Duration age() {
        return Duration.ofNanos(door.nanoTime.getAsLong() - tally.begun());
    }

    public Phase phase() {
        return state.phase();
    }

    /**
     * What an operator sees of it. On any thread: what was noted since that thread last met the one that runs the session
     * may be missing.
     *
     * @param sent octets given to the connection
     */
    public SessionView view(Peer peer, Duration idle, long sent) {
        return new SessionView(
                peer,
                standing(),
                admission.isOpen() ? tally.provenUser() : Optional.empty(),
                tally.transport(),
                tally.mechanism(),
                age(),
                idle,
                tally.counts(sent, failedLogins));
    }

    private SessionView.Standing standing() {
        return switch (state.phase()) {
            case AUTHORIZATION ->
                admission.isOpen() ? SessionView.Standing.WAITING : SessionView.Standing.AUTHORIZATION;
            case TRANSACTION -> SessionView.Standing.TRANSACTION;
            case UPDATE -> SessionView.Standing.UPDATE;
        };
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
    public AuthOutcome pass(Optional<String> password, Peer peer, Consumer<Loss> onLost) {
        Optional<String> name =
                state instanceof Authorization authorization ? authorization.name() : Optional.<String>empty();
        SaslStep denied = SaslStep.Decided.DENIED;
        SaslStep claim = name.<SaslStep>map(known -> new SaslStep.Named(known, () -> password.<SaslStep>map(
                                given -> new SaslStep.Decided(door.passwords.verify(known, given)))
                        .orElse(denied)))
                .orElse(denied);
        return step(newLogin(Tally.USER_PASS, peer, onLost), Optional.empty(), () -> claim);
    }

    /** APOP: what was said by USER is forgotten. Blocks as {@link #pass} does. */
    public AuthOutcome apop(SaslStep claim, Peer peer, Consumer<Loss> onLost) {
        return step(newLogin(Tally.APOP, peer, onLost), Optional.empty(), () -> claim);
    }

    /**
     * AUTH: begins an exchange. What was said by USER is forgotten. Blocks as {@link #pass} does.
     *
     * @param initialResponse what came with it, decoded
     */
    public AuthOutcome auth(
            SaslMechanism mechanism,
            Optional<byte[]> initialResponse,
            Transport transport,
            Peer peer,
            Consumer<Loss> onLost) {
        SaslExchange exchange = mechanism.begin(transport);
        Login login = newLogin(mechanism.name(), peer, onLost);
        return step(login, Optional.of(exchange), () -> exchange.start(initialResponse));
    }

    private Login newLogin(String how, Peer peer, Consumer<Loss> onLost) {
        tally.tries(how);
        return new Login(peer, onLost, door.throttle, door.nanoTime);
    }

    /** Whether the client's next line is a response and no command. */
    public boolean challenged() {
        return state instanceof Authenticating;
    }

    /** The response to a challenge. Blocks likewise. */
    public AuthOutcome respond(byte[] response) {
        if (state instanceof Authenticating authenticating) {
            SaslExchange exchange = authenticating.exchange();
            authenticating.login().checking();
            return step(authenticating.login(), Optional.of(exchange), () -> exchange.respond(response));
        }
        throw new IllegalStateException("no response is awaited");
    }

    /** The client gives up, or has sent what is no response. */
    public void cancelAuth() {
        state = Authorization.ANONYMOUS;
    }

    /** Takes a step of an exchange; of a login by one command there is none. */
    private AuthOutcome step(Login login, Optional<SaslExchange> exchange, Supplier<SaslStep> next) {
        state = Authorization.ANONYMOUS;
        SaslStep step;
        try {
            step = next.get();
        } catch (AuthException e) {
            return new AuthOutcome.Ended(new EnterOutcome.AuthUnavailable(e));
        }
        if (step instanceof SaslStep.Named named) {
            tally.claims(named.name());
            return later(login.claims(named.name()), () -> {
                login.checking();
                return step(login, exchange, named.next());
            });
        }
        if (step instanceof SaslStep.Challenge challenge) {
            state = new Authenticating(exchange.orElseThrow(), login);
            return new AuthOutcome.Challenged(challenge.text());
        }
        return step instanceof SaslStep.Decided decided
                ? decided(decided.verdict(), login)
                : new AuthOutcome.Malformed(((SaslStep.Malformed) step).expected());
    }

    /** The one door of all logins: whoever has proven who it is goes on by {@link WayIn}. */
    private AuthOutcome decided(Verdict verdict, Login login) {
        if (!(verdict instanceof Verdict.Verified verified)) {
            failedLogins++;
            login.failed();
            return later(login.holdBack(), () -> new AuthOutcome.Ended(new EnterOutcome.Denied()));
        }
        login.succeeded();
        tally.proves(verified.user());
        WayIn wayIn = new WayIn(door, tally, new Owner(verified.user()), login);
        admission = wayIn.admission();
        return enter(wayIn);
    }

    private AuthOutcome enter(WayIn wayIn) {
        Entrance.Passage passage = wayIn.goOn();
        // First of all: whatever is thrown from here on, abandon finds the lease.
        state = passage.state();
        if (passage.outcome() instanceof EnterOutcome.Waiting waiting) {
            return later(waiting.pause(), () -> enter(wayIn));
        }
        if (passage.state() instanceof Transaction transaction) {
            wayIn.entered(transaction);
        }
        return new AuthOutcome.Ended(passage.outcome());
    }

    private AuthOutcome later(Duration pause, Supplier<AuthOutcome> next) {
        if (pause.isZero()) {
            return next.get();
        }
        unanswered = new Unanswered(next);
        return new AuthOutcome.Ended(new EnterOutcome.Waiting(pause));
    }

    /** After {@link EnterOutcome.Waiting}, once its pause is over: goes on where the login was. Blocks likewise. */
    public AuthOutcome goOn() {
        Unanswered waiting = unanswered;
        if (waiting == null) {
            throw new IllegalStateException("no login is waiting");
        }
        unanswered = null;
        return waiting.next.get();
    }

    /** The client did something, or took octets: the holder of the lease is not idle. May be called on any thread. */
    public void touch() {
        if (state instanceof Transaction transaction) {
            transaction.lease().touch();
        }
    }

    /** The client has done nothing for some time: what was got ready for it is given up. May be called on any thread. */
    public void rest() {
        if (state instanceof Transaction transaction) {
            transaction.rest();
        }
    }

    /** STLS succeeded: what was said in clear is forgotten (RFC 2595, section 4). */
    public void restart() {
        abandon();
        state = Authorization.ANONYMOUS;
        tally.stls();
    }

    /** Whether {@link #quit} waits for lock or store. */
    public boolean quitBlocks() {
        return state instanceof Transaction transaction && transaction.updateBlocks();
    }

    /** QUIT: UPDATE from TRANSACTION, a mere farewell from AUTHORIZATION. The session is over. May block. */
    public QuitOutcome quit() {
        State before = state;
        state = new Ended();
        try {
            QuitOutcome outcome =
                    before instanceof Transaction transaction ? transaction.update() : new QuitOutcome.Left();
            tally.removed(outcome.removed());
            return outcome;
        } finally {
            admission.close();
        }
    }

    /**
     * Every other end: releases the lock, removes nothing (RFC 1725, section 3). Idempotent. May block on lock and store.
     *
     * @return why not all messages could be marked as seen that were to be
     */
    public Optional<MaildropStoreException> abandon() {
        State before = state;
        state = new Ended();
        try {
            return before instanceof Transaction transaction ? transaction.abandon() : Optional.empty();
        } finally {
            admission.close();
        }
    }
}
