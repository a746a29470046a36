/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Whether a back end answers, found out in a bounded time and by one question at once: who asks while another question is
 * still unanswered hears of that one. So one that hangs keeps one thread, however often it is asked after. Thread-safe.
 */
final class Probe {
    /** What a question came to. */
    sealed interface Answer {
        /** There is an answer, and it took so long. */
        record Given(Duration after) implements Answer {}

        /** There is none, and there will be none. */
        record Failed(Throwable cause) implements Answer {}

        /** There is none yet, for so long. */
        record Awaited(Duration since) implements Answer {}
    }

    private final Runnable question;
    private final Duration patience;
    private final Clock clock;
    private final Executor executor;
    private @Nullable CompletableFuture<Answer> asked;
    private Instant since = Instant.EPOCH;

    /**
     * @param question blocks until it is answered, or throws
     * @param patience how long an answer is waited for
     * @param clock    one that is never set
     */
    Probe(Runnable question, Duration patience, Clock clock, Executor executor) {
        this.question = question;
        this.patience = patience;
        this.clock = clock;
        this.executor = executor;
    }

    /** Asks, for each one who subscribes. Never an error, and never later than the patience. */
    Mono<Answer> ask() {
        return Mono.<Answer>fromFuture(() -> pending().copy())
                .timeout(patience, Mono.fromSupplier(() -> new Answer.Awaited(past())))
                .onErrorResume(cause -> Mono.just(new Answer.Failed(cause)));
    }

    /** The question that is still unanswered, or a new one. */
    private synchronized CompletableFuture<Answer> pending() {
        CompletableFuture<Answer> before = asked;
        if (before != null && !before.isDone()) {
            return before;
        }
        since = clock.instant();
        CompletableFuture<Answer> fresh = CompletableFuture.supplyAsync(this::answer, executor);
        asked = fresh;
        return fresh;
    }

    private Answer answer() {
        try {
            question.run();
            return new Answer.Given(past());
        } catch (Throwable cause) {
            return new Answer.Failed(cause);
        }
    }

    private synchronized Duration past() {
        return Duration.between(since, clock.instant());
    }
}
