/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.Reply;
import org.maildrop.protocol.ResponseCode;
import org.maildrop.session.Tally;

/**
 * What the sessions of this server have done, in numbers that only grow. Whoever shows them asks for them: so nothing of
 * James's is called on a session's way, and what is wrong there is not felt here (src/doc/metrics.md tells why). The names are made of ours
 * alone, never of what a client has sent. Safe for use by several threads; a count costs some nanoseconds.
 */
public final class Traffic {
    private static final Duration[] SLOW = {Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1)};

    private final Map<String, LongAdder> counts = new LinkedHashMap<>();
    private final Map<LoginResult, LongAdder> outcomes;
    private final Map<String, Map<LoginResult, LongAdder>> logins = new HashMap<>();
    private final Map<Keyword, Timings> commands;
    private final Timings otherLines;
    private final Timings lockWaits;
    private final Map<ResponseCode, LongAdder> failures;
    private final LongAdder failuresWithoutCode;
    private final Map<Ending, LongAdder> endings;
    private final LongAdder retrieved;
    private final LongAdder topSent;
    private final LongAdder removed;
    private final LongAdder octets;

    /** @param mechanisms that are switched on, as the log has them */
    Traffic(Collection<String> mechanisms) {
        this.outcomes = each(LoginResult.class, result -> count("logins_" + word(result.told())));
        for (String mechanism : mechanisms) {
            String name = "logins_" + word(mechanism) + "_";
            logins.put(mechanism, each(LoginResult.class, result -> count(name + word(result.told()))));
        }
        this.commands = each(Keyword.class, keyword -> commands(word(keyword.name())));
        this.otherLines = commands("other");
        this.lockWaits = new Timings("lock_waits", this::count, Duration.ofSeconds(1));
        this.failures = each(ResponseCode.class, code -> count("failures_" + word(code.name())));
        this.failuresWithoutCode = count("failures_none");
        this.endings = each(Ending.class, reason -> count("sessions_ended_" + word(reason.told())));
        this.retrieved = count("messages_retr");
        this.topSent = count("messages_top");
        this.removed = count("messages_removed");
        this.octets = count("octets_sent");
    }

    private Timings commands(String keyword) {
        return new Timings("commands_" + keyword, this::count, SLOW);
    }

    private LongAdder count(String name) {
        return counts.computeIfAbsent(name, fresh -> new LongAdder());
    }

    private static <K extends Enum<K>, V> Map<K, V> each(Class<K> keys, Function<K, V> value) {
        Map<K, V> values = new EnumMap<>(keys);
        Arrays.stream(keys.getEnumConstants()).forEach(key -> values.put(key, value.apply(key)));
        return values;
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    }

    /** Each count's name, of small letters, digits and {@code _}, and how to ask for it. */
    public void forEach(BiConsumer<String, LongSupplier> reader) {
        counts.forEach((name, count) -> reader.accept(name, count::sum));
    }

    /**
     * A command has its reply.
     *
     * @param keyword nothing for a line that is no command
     * @param nanos   what it took, without the time in which it waited by itself
     */
    void answered(@Nullable Keyword keyword, long nanos, Reply reply) {
        of(keyword).took(nanos);
        if (reply.kind() == Reply.Kind.DONE && keyword == Keyword.RETR) {
            retrieved.increment();
        } else if (reply.kind() == Reply.Kind.DONE && keyword == Keyword.TOP) {
            topSent.increment();
        }
    }

    private Timings of(@Nullable Keyword keyword) {
        return keyword == null ? otherLines : commands.getOrDefault(keyword, otherLines);
    }

    /** Something is said to a client, also without its asking. */
    void said(Reply reply) {
        if (reply.isError()) {
            reply.code()
                    .map(code -> failures.getOrDefault(code, failuresWithoutCode))
                    .orElse(failuresWithoutCode)
                    .increment();
        }
    }

    /** Octets are given to a connection. */
    void sent(int more) {
        octets.add(more);
    }

    /** A login has ended. */
    void login(LoginResult result, Tally tally) {
        Objects.requireNonNull(outcomes.get(result)).increment();
        tally.mechanism().map(logins::get).map(results -> results.get(result)).ifPresent(LongAdder::increment);
        if (tally.hadToWait()) {
            lockWaits.took(tally.lockWait().toNanos());
        }
    }

    /** So has a session. */
    void ended(Ending reason, Tally tally) {
        Objects.requireNonNull(endings.get(reason)).increment();
        removed.add(tally.removed());
    }
}
