/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.maildrop.lock.LockEvent.Span;
import org.maildrop.lock.LockEvent.What;

/**
 * Judges a history of calls that overlapped, in which nothing expired: by what is certain whenever, between its call and
 * its return, the engine acted. A lease is surely held from the return of its grant to the call of whatever ended it.
 */
final class ConcurrentHistoryChecker {
    private static final long NEVER = Long.MAX_VALUE;

    /** Of one maildrop. */
    private final List<LockEvent> events;

    private final TreeMap<FencingToken, Span> granted = new TreeMap<>();

    /** When each could have been ended at the earliest: the call of what ended it. */
    private final Map<FencingToken, Long> mayEnd = new HashMap<>();

    /** When each was ended at the latest: the return of what ended it. */
    private final Map<FencingToken, Long> hasEnded = new HashMap<>();

    /** When the first grant of a greater token had been made, at the latest. */
    private final Map<FencingToken, Long> hasSuccessor = new HashMap<>();

    private ConcurrentHistoryChecker(List<LockEvent> events) {
        this.events = events;
    }

    /** The first thing that is wrong; nothing if all is well. */
    static Optional<String> firstViolation(List<LockEvent> events) {
        return events.stream().collect(groupingBy(LockEvent::owner)).values().stream()
                .map(ConcurrentHistoryChecker::new)
                .flatMap(checker -> checker.violation().stream())
                .findFirst();
    }

    private Optional<String> violation() {
        return collect().or(this::tokensAgainstTime).or(this::twoHolders).or(() -> events.stream()
                .flatMap(event -> wrongWith(event).stream())
                .findFirst());
    }

    private Optional<String> collect() {
        for (LockEvent event : events) {
            if (event.what() instanceof What.Granted grant) {
                if (granted.put(grant.key().token(), event.at()) != null) {
                    return Optional.of("a token that has come again: " + event);
                }
                grant.replacing().ifPresent(replaced -> ended(replaced, event.at()));
            } else if (event.what() instanceof What.Released released) {
                ended(released.key().token(), event.at());
            } else if (event.what() instanceof What.Forced forced) {
                ended(forced.key().token(), event.at());
            }
        }
        return Optional.empty();
    }

    private void ended(FencingToken token, Span at) {
        mayEnd.merge(token, at.from(), Math::min);
        hasEnded.merge(token, at.to(), Math::min);
    }

    /** Of two grants one after the other, the later has the greater token. */
    private Optional<String> tokensAgainstTime() {
        long earliestReturn = NEVER;
        for (Map.Entry<FencingToken, Span> grant : granted.descendingMap().entrySet()) {
            if (earliestReturn < grant.getValue().from()) {
                return Optional.of("a token that has not grown: " + grant);
            }
            hasSuccessor.put(grant.getKey(), earliestReturn);
            earliestReturn = Math.min(earliestReturn, grant.getValue().to());
        }
        return Optional.empty();
    }

    private Optional<String> twoHolders() {
        List<Span> held = new ArrayList<>();
        granted.forEach((token, at) -> held.add(new Span(at.to(), mayEnd.getOrDefault(token, NEVER))));
        held.removeIf(span -> span.to() <= span.from());
        held.sort(Comparator.comparingLong(Span::from));
        for (int i = 1; i < held.size(); i++) {
            if (held.get(i).from() < held.get(i - 1).to()) {
                return Optional.of("two holders at once: " + held.get(i - 1) + " and " + held.get(i));
            }
        }
        return Optional.empty();
    }

    private Optional<String> wrongWith(LockEvent event) {
        if (event.what() instanceof What.Renewed renewed) {
            return surelyGone(renewed.key(), event);
        } else if (event.what() instanceof What.Proven proven) {
            return surelyGone(proven.key(), event);
        } else if (event.what() instanceof What.Seen seen) {
            return surelyGone(seen.key(), event);
        } else if (event.what() instanceof What.Released released) {
            return surelyGone(released.key(), event);
        } else if (event.what() instanceof What.Denied denied) {
            return surelyHeld(denied.key(), event);
        }
        return Optional.empty();
    }

    /** Ended, or followed by another's grant, before this was asked for. */
    private Optional<String> surelyGone(LeaseKey key, LockEvent event) {
        Span grant = granted.get(key.token());
        boolean made = grant != null && grant.from() < event.at().to();
        boolean ended = hasEnded.getOrDefault(key.token(), NEVER) < event.at().from();
        boolean followed =
                hasSuccessor.getOrDefault(key.token(), NEVER) < event.at().from();
        return made && !ended && !followed ? Optional.empty() : Optional.of("a lease that is gone: " + event);
    }

    private Optional<String> surelyHeld(LeaseKey key, LockEvent event) {
        Span grant = granted.get(key.token());
        boolean held = grant != null
                && grant.isBefore(event.at())
                && event.at().to() < mayEnd.getOrDefault(key.token(), NEVER);
        return held ? Optional.of("a valid lease is denied to its holder: " + event) : Optional.empty();
    }
}
