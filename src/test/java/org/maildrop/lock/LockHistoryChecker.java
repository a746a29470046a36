/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.maildrop.lock.LockEvent.What;
import org.maildrop.snapshot.Owner;

/**
 * Judges a history whose events came one after the other, by the engine's time alone. Where that is not known closely
 * enough to tell whether a lease had expired, either answer is right.
 */
final class LockHistoryChecker {
    /** So many of a maildrop's events are shown with what is wrong with the last one. */
    private static final int SHOWN = 40;

    /** @param event the number of the event that is wrong */
    record Violation(int event, String told) {}

    private final long slack;
    private final Map<Owner, ObservedGrant> latest = new HashMap<>();
    private final Map<LeaseKey, ObservedGrant> grants = new HashMap<>();

    private LockHistoryChecker(Duration slack) {
        this.slack = slack.toNanos();
    }

    /**
     * The first thing that is wrong, with what led to it; nothing if all is well.
     *
     * @param slack how much more or less than told an engine's clock may have moved at the most
     */
    static Optional<Violation> firstViolation(List<LockEvent> events, Duration slack) {
        LockHistoryChecker checker = new LockHistoryChecker(slack);
        for (int i = 0; i < events.size(); i++) {
            Optional<String> wrong = checker.wrongWith(events.get(i));
            if (wrong.isPresent()) {
                return Optional.of(new Violation(i, wrong.get() + "\n" + told(events.subList(0, i + 1))));
            }
        }
        return Optional.empty();
    }

    private static String told(List<LockEvent> events) {
        Owner owner = events.get(events.size() - 1).owner();
        List<String> lines = IntStream.range(0, events.size())
                .filter(i -> events.get(i).owner().equals(owner))
                .mapToObj(i -> "  " + i + ": " + events.get(i))
                .toList();
        return lines.stream().skip(Math.max(0, lines.size() - SHOWN)).collect(joining("\n"));
    }

    private Optional<String> wrongWith(LockEvent event) {
        if (event.what() instanceof What.Granted granted) {
            return granted(granted, event);
        } else if (event.what() instanceof What.SeenFree) {
            return seenFree(event);
        } else if (event.what() instanceof What.Seen seen) {
            return ofTheHolder(seen.key(), event, "shown as the holder's");
        } else if (event.what() instanceof What.Renewed renewed) {
            Optional<String> wrong = ofTheHolder(renewed.key(), event, "renewed");
            present(event).lastsFrom(event.at(), renewed.term(), slack);
            return wrong;
        } else if (event.what() instanceof What.Proven proven) {
            return proven(proven, event);
        } else if (event.what() instanceof What.Denied denied) {
            return denied(denied, event);
        } else if (event.what() instanceof What.Released released) {
            return ended(released.key(), event, "released");
        } else if (event.what() instanceof What.Forced forced) {
            return ended(forced.key(), event, "ended by force");
        } else if (event.what() instanceof What.Believed believed) {
            return ofTheHolder(believed.key(), event, "believed in, by a session that nobody has told of its loss,");
        }
        return bySession(event);
    }

    private Optional<String> bySession(LockEvent event) {
        if (event.what() instanceof What.Entered entered) {
            return entered(entered);
        }
        LeaseKey key = ((What.Removed) event.what()).key();
        ObservedGrant grant = grant(key);
        return first(
                unless(grant.proven, "a removal without a proof"),
                unless(event.at().to() <= grant.provenUntil, "a removal later than the proof allows"),
                unless(present(event) == grant, "a removal by a session that is not the newest"),
                unless(grant.surelyValid(event.at()), "a removal under an expired lease"));
    }

    private Optional<String> granted(What.Granted granted, LockEvent event) {
        ObservedGrant before = present(event);
        boolean replaced = granted.replacing().filter(before::isOf).isPresent();
        Optional<String> wrong = first(
                unless(replaced || !before.surelyValid(event.at()), "two valid holders"),
                unless(granted.key().token().value() > before.token, "a token that has not grown"));
        ObservedGrant grant = new ObservedGrant(granted.key().token(), granted.holder(), event.heard());
        grant.lastsFrom(event.at(), granted.term(), slack);
        latest.put(event.owner(), grant);
        grants.put(granted.key(), grant);
        return wrong;
    }

    private Optional<String> entered(What.Entered entered) {
        ObservedGrant grant = grant(entered.key());
        boolean first = !grant.entered;
        grant.entered = true;
        return first(
                unless(grant.heard && entered.holder().equals(grant.holder), "a session is in that was not let in"),
                unless(first, "two sessions are in by one grant"));
    }

    private Optional<String> proven(What.Proven proven, LockEvent event) {
        ObservedGrant grant = grant(proven.key());
        if (event.heard()) {
            grant.proven = true;
            grant.provenUntil = event.at().from() + proven.margin().toNanos();
        }
        return first(
                ofTheHolder(proven.key(), event, "proven"),
                unless(
                        !grant.surelyLastsLessThan(proven.margin(), event.at()),
                        "a lease is proven for longer than it lasts"));
    }

    private Optional<String> denied(What.Denied denied, LockEvent event) {
        ObservedGrant grant = grant(denied.key());
        boolean own = present(event) == grant && grant.surelyValid(event.at(), denied.needed());
        // Expired to one is expired to all: from now on this is known.
        grant.ended |= denied.needed().isZero();
        return unless(!own, "a valid lease is denied to its holder");
    }

    private Optional<String> seenFree(LockEvent event) {
        ObservedGrant grant = present(event);
        boolean held = grant.surelyValid(event.at());
        grant.ended = true;
        return unless(!held, "a maildrop is called free while it is held");
    }

    private Optional<String> ended(LeaseKey key, LockEvent event, String verb) {
        Optional<String> wrong = ofTheHolder(key, event, verb);
        present(event).ended = true;
        return wrong;
    }

    private Optional<String> ofTheHolder(LeaseKey key, LockEvent event, String verb) {
        ObservedGrant grant = grant(key);
        return first(
                unless(present(event) == grant, "a lease is " + verb + " that is not the newest"),
                unless(!grant.ended, "a lease is " + verb + " that has ended"),
                unless(!grant.surelyExpired(event.at()), "a lease is " + verb + " that has expired"));
    }

    private ObservedGrant present(LockEvent event) {
        return latest.getOrDefault(event.owner(), ObservedGrant.none());
    }

    /** One that was never made is as one that has ended long ago; and it is nobody's present one. */
    private ObservedGrant grant(LeaseKey key) {
        return grants.getOrDefault(key, ObservedGrant.none());
    }

    private static Optional<String> unless(boolean right, String wrong) {
        return right ? Optional.empty() : Optional.of(wrong);
    }

    @SafeVarargs
    private static Optional<String> first(Optional<String>... wrongs) {
        for (Optional<String> wrong : wrongs) {
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }
}
