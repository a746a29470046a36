/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.maildrop.auth.Apop;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.auth.Mechanisms;
import org.maildrop.auth.SaslMechanism;
import org.maildrop.session.Audit;
import org.maildrop.session.LiveSessions;
import org.maildrop.session.Session;
import org.maildrop.session.SessionSettings;
import org.maildrop.session.SessionView;
import org.maildrop.session.Tally;

/**
 * What all {@code <pop3server>} entries of one James share: the sessions, their workers and their idle clock. It runs
 * from the first handler chain's start to the last one's end. Safe for use by several threads.
 */
public final class MaildropService implements ConversationContext, LiveSessions {
    private static final long IDLE_CHECK_SECONDS = 1;
    private static final long FAREWELL_SECONDS = 5;

    private final Parts parts;
    private final Traffic traffic;
    private final Commands commands;
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers;
    private int chains;
    private @Nullable ScheduledFuture<?> idleCheck;
    private boolean stopped;

    /** Makes a session that has just connected. */
    @FunctionalInterface
    public interface Sessions {
        Session begin();
    }

    /**
     * What the service is put together from.
     *
     * @param ticker    runs the idle check; ended with the service
     * @param nanoTime  a clock for durations
     * @param lockStore closed when the last session has left
     */
    public record Parts(
            SessionSettings settings,
            WorkerSettings workers,
            Mechanisms mechanisms,
            Optional<Apop> apop,
            CleartextPolicy cleartext,
            Audit audit,
            Sessions sessions,
            ScheduledExecutorService ticker,
            LongSupplier nanoTime,
            AutoCloseable lockStore) {}

    public MaildropService(Parts parts) {
        this.parts = parts;
        this.traffic = new Traffic(namesOfMechanisms(parts));
        this.commands = new Commands(parts.mechanisms(), parts.apop(), parts.settings(), traffic, parts.audit());
        this.workers = Workers.start(parts.workers().threads());
    }

    private static List<String> namesOfMechanisms(Parts parts) {
        Stream<String> named = parts.mechanisms().all().stream().map(SaslMechanism::name);
        Stream<String> commands =
                Stream.concat(Stream.of(Tally.USER_PASS), parts.apop().stream().map(there -> Tally.APOP));
        return Stream.concat(commands, named).toList();
    }

    /** A handler chain has come up. */
    synchronized void chainStarted() {
        if (chains++ == 0) {
            idleCheck = parts.ticker()
                    .scheduleWithFixedDelay(this::checkIdle, IDLE_CHECK_SECONDS, IDLE_CHECK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A handler chain is gone; behind the last one everything is closed. Waits a bounded time for the sessions' end. */
    synchronized void chainStopped() {
        if (--chains > 0 || stopped) {
            return;
        }
        stopped = true;
        try {
            endSessions();
        } finally {
            closeLockStore();
        }
    }

    private void endSessions() {
        if (idleCheck != null) {
            idleCheck.cancel(false);
        }
        parts.ticker().shutdown();
        conversations.forEach(conversation -> conversation.end(Ending.SERVER_STOPPING));
        workers.shutdown();
        try {
            if (!workers.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not as an interrupted thread: a store that waits for its engine would give up at once, and free nothing. */
    private void closeLockStore() {
        boolean interrupted = Thread.interrupted();
        try {
            parts.lockStore().close();
        } catch (Exception e) {
            throw new IllegalStateException("the lock store cannot be closed", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void checkIdle() {
        goingOn(() -> conversations.forEach(conversation -> goingOn(() -> conversation.checkIdle(nanoTime()))));
    }

    /** Whatever is thrown, an Error too, is told, and the others and the next second come: a check that threw is the last. */
    private static void goingOn(Runnable check) {
        try {
            check.run();
        } catch (Throwable trouble) {
            TroubleLog.idleCheck(trouble);
        }
    }

    Conversation begin(Connection connection) {
        Conversation conversation = new Conversation(this, connection);
        conversations.add(conversation);
        return conversation;
    }

    @Override
    public Commands commands() {
        return commands;
    }

    /** What its sessions have done. */
    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public SessionSettings settings() {
        return parts.settings();
    }

    @Override
    public CleartextPolicy cleartext() {
        return parts.cleartext();
    }

    @Override
    public Optional<String> newTimestamp() {
        return parts.apop().map(Apop::newTimestamp);
    }

    @Override
    public Executor workers() {
        return this::runOnWorker;
    }

    /** Once the workers are gone, whoever asks does it: a session that ends late must still release its lock. */
    private void runOnWorker(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException stopped) {
            task.run();
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // never cancelled: whom it finds gone it leaves alone
    public void later(Duration delay, Runnable task) {
        try {
            // To the nanosecond: cut to milliseconds, what is left of a delay would tell how long a check has taken.
            parts.ticker().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            task.run();
        }
    }

    @Override
    public long nanoTime() {
        return parts.nanoTime().getAsLong();
    }

    @Override
    public Session newSession() {
        return parts.sessions().begin();
    }

    @Override
    public List<SessionView> list() {
        return conversations.stream().map(Conversation::view).toList();
    }

    @Override
    public boolean kick(Set<String> sessions) {
        List<Conversation> found = conversations.stream()
                .filter(conversation -> sessions.contains(conversation.session()))
                .toList();
        found.forEach(conversation -> conversation.end(Ending.KICKED));
        return !found.isEmpty();
    }

    @Override
    public void left(Conversation conversation) {
        conversations.remove(conversation);
    }
}
