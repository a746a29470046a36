/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.maildrop.lock.HistoryNode.Session;
import org.maildrop.snapshot.Owner;

/**
 * Three nodes, their clients and an operator, who do at random what such people and machines do, on one store; and the
 * record of it. It is one thread, so what was recorded first was first. What must never be in the record:
 * <ul>
 *   <li>a token that is not greater than all before it of the same maildrop;
 *   <li>a grant while a session, on a node to which nothing has happened, still believes that it holds the maildrop, unless
 *       somebody forced it;
 *   <li>a grant while a removal is under way whose proof has not run out, on whatever node, unless somebody forced it;
 *   <li>a proof, renewal or release by anyone but the latest to whom the maildrop was granted.
 * </ul>
 */
final class LockHistory {
    private static final int NODES = 3;
    private static final List<Owner> OWNERS =
            Stream.of("bob", "alice").map(Owner::new).toList();

    /** A removal of mail: between its proof and the release of the lease. */
    private record Removal(Session session, Duration asked) {}

    /** How often what was meant to happen did. */
    record Tally(int grants, int refusals, int losses, int removals, int unproven) {
        Tally plus(Tally other) {
            return new Tally(
                    grants + other.grants,
                    refusals + other.refusals,
                    losses + other.losses,
                    removals + other.removals,
                    unproven + other.unproven);
        }
    }

    private final LeaseStore store;
    private final LockSettings settings;
    private final Supplier<Duration> time;
    private final Random random;
    private final String prefix;
    private final List<HistoryNode> nodes = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private final Map<Owner, LeaseKey> latest = new HashMap<>();
    private final List<String> record = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private Tally tally = new Tally(0, 0, 0, 0, 0);
    private int named;

    /**
     * @param time lets some of it pass, on the engine's clock, and says how much
     * @param prefix of the names of owners, so that two histories on one store do not meet
     */
    LockHistory(LeaseStore store, LockSettings settings, long seed, String prefix, Supplier<Duration> time) {
        this.store = store;
        this.settings = settings;
        this.time = time;
        this.random = new Random(seed);
        this.prefix = prefix;
        for (int i = 0; i < NODES; i++) {
            nodes.add(newNode());
        }
    }

    /** Goes on for as long as it is told, and throws with the record when there is something in it that must not be. */
    Tally run(BooleanSupplier goingOn) {
        try {
            while (goingOn.getAsBoolean()) {
                passTime();
                endRemovals();
                act();
            }
        } catch (AssertionError e) {
            int from = Math.max(0, record.size() - 40);
            throw new AssertionError(e.getMessage() + "\n" + String.join("\n", record.subList(from, record.size())), e);
        }
        long lost = sessions.stream().filter(session -> session.lost).count();
        return tally.plus(new Tally(0, 0, Math.toIntExact(lost), 0, 0));
    }

    private void act() {
        HistoryNode node = nodes.get(random.nextInt(NODES));
        int what = random.nextInt(100);
        if (what < 45) {
            login(node);
        } else if (what < 60) {
            aSessionOf(node).ifPresent(this::quit);
        } else if (what < 68) {
            aSessionOf(node).ifPresent(this::drop);
        } else if (what < 80) {
            actOnStaleLease();
        } else if (what < 86) {
            pauseOrResume(node);
        } else if (what < 90) {
            setClock(node);
        } else if (what < 93) {
            crash(node);
        } else if (what < 97) {
            takeover();
        } else {
            forceRelease();
        }
    }

    private void login(HistoryNode node) {
        if (node.isPaused()) {
            return;
        }
        AcquireOutcome outcome = node.acquire(owner(), "s" + named++);
        if (outcome instanceof AcquireOutcome.Acquired acquired) {
            Session session = new Session(node, acquired.lease());
            note(node.name + " is granted " + session.key);
            passTime();
            checkNobodyElseIsIn(session.key);
            granted(session.key);
            sessions.add(session);
            node.sessions.add(session);
        } else {
            assertThat(outcome).isInstanceOf(AcquireOutcome.InUse.class);
            tally = tally.plus(new Tally(0, 1, 0, 0, 0));
        }
    }

    private void checkNobodyElseIsIn(LeaseKey key) {
        for (Session other : sessions) {
            if (other.key.owner().equals(key.owner()) && other.holdsUndisturbed()) {
                fail(key + " is granted while " + other.key + " is held");
            }
        }
        for (Removal removal : removals) {
            if (removal.session.key.owner().equals(key.owner())
                    && now.minus(removal.asked).compareTo(settings.margin()) < 0) {
                fail(key + " is granted while " + removal.session.key + " removes mail");
            }
        }
    }

    private void granted(LeaseKey key) {
        LeaseKey before = latest.put(key.owner(), key);
        if (before != null) {
            assertThat(key.token()).as("the token after %s", before).isGreaterThan(before.token());
        }
        tally = tally.plus(new Tally(1, 0, 0, 0, 0));
    }

    /** QUIT: no proof, no removal. With one the removal takes its time, up to the margin. */
    private void quit(Session session) {
        Duration asked = now;
        boolean proven = session.lease.provenFor(settings.margin());
        note(session.node.name + " quits, " + session.key + (proven ? " is proven" : " is not proven"));
        if (proven) {
            assertIsLatest(session.key);
            removals.add(new Removal(session, asked));
            tally = tally.plus(new Tally(0, 0, 0, 1, 0));
        } else {
            drop(session);
            tally = tally.plus(new Tally(0, 0, 0, 0, 1));
        }
    }

    private void endRemovals() {
        for (Removal removal : List.copyOf(removals)) {
            if (random.nextInt(4) == 0 || now.minus(removal.asked).compareTo(settings.margin()) >= 0) {
                removals.remove(removal);
                drop(removal.session);
            }
        }
    }

    private void drop(Session session) {
        note(session.node.name + " leaves " + session.key);
        session.closed = true;
        session.node.sessions.remove(session);
        session.lease.close();
    }

    private void actOnStaleLease() {
        if (sessions.isEmpty()) {
            return;
        }
        LeaseKey key = sessions.get(random.nextInt(sessions.size())).key;
        if (key.equals(latest.get(key.owner()))) {
            return;
        }
        assertThat(store.prove(key, Duration.ZERO)).as("proof of stale %s", key).isFalse();
        assertThat(store.renew(List.of(new Renewal(key, Duration.ZERO)), settings.term()))
                .as("lost of stale %s", key)
                .containsExactly(key);
        assertThat(store.release(key)).as("release of stale %s", key).isFalse();
        store.find(key.owner()).ifPresent(held -> assertIsLatest(held.key()));
    }

    private void assertIsLatest(LeaseKey key) {
        assertThat(key).as("who holds").isEqualTo(latest.get(key.owner()));
    }

    /** Not while it removes mail: a pause in a removal is what the margin is for, and beyond it nothing is promised. */
    private void pauseOrResume(HistoryNode node) {
        if (node.isPaused()) {
            boolean stoodStill = random.nextBoolean();
            note(node.name + " goes on" + (stoodStill ? ", its clock stood still" : ""));
            node.resume(stoodStill);
        } else if (removals.stream().noneMatch(removal -> removal.session.node == node)) {
            note(node.name + " is paused");
            node.pause();
        }
    }

    private void setClock(HistoryNode node) {
        Duration by = settings.term().multipliedBy(random.nextInt(-20, 21)).dividedBy(10);
        note(node.name + "'s clock is set by " + by);
        node.setClock(by);
    }

    private void crash(HistoryNode node) {
        if (removals.stream().noneMatch(removal -> removal.session.node == node)) {
            note(node.name + " crashes");
            node.sessions.forEach(session -> session.closed = true);
            nodes.set(nodes.indexOf(node), newNode());
        }
    }

    /** By a login elsewhere that judges the holder to be idle: it is a grant, and it may interrupt a session. */
    private void takeover() {
        Owner owner = owner();
        store.find(owner).ifPresent(held -> {
            Holder holder = new Holder("elsewhere", "s" + named++, "192.0.2.8", Instant.EPOCH);
            Attempt attempt = store.takeover(owner, held.key().token(), holder, settings.term());
            if (attempt instanceof Attempt.Granted taken) {
                LeaseKey key = new LeaseKey(owner, taken.token());
                note(held.key() + " is taken over: " + key);
                interrupt(owner);
                granted(key);
            }
        });
    }

    private void forceRelease() {
        Owner owner = owner();
        store.forceRelease(owner).ifPresent(held -> {
            note(held.key() + " is ended by force");
            assertIsLatest(held.key());
            interrupt(owner);
        });
    }

    /** What force interrupts is not held against the lock: its session hears of it with the next renewal. */
    private void interrupt(Owner owner) {
        sessions.stream()
                .filter(session -> session.key.owner().equals(owner))
                .forEach(session -> session.closed = true);
        removals.removeIf(removal -> removal.session.key.owner().equals(owner));
    }

    private void passTime() {
        Duration span = time.get();
        now = now.plus(span);
        nodes.forEach(node -> node.pass(span));
    }

    private Optional<Session> aSessionOf(HistoryNode node) {
        List<Session> free = node.sessions.stream()
                .filter(session -> removals.stream().noneMatch(removal -> removal.session == session))
                .toList();
        return node.isPaused() || free.isEmpty()
                ? Optional.empty()
                : Optional.of(free.get(random.nextInt(free.size())));
    }

    private Owner owner() {
        return new Owner(prefix + OWNERS.get(random.nextInt(OWNERS.size())).name());
    }

    private HistoryNode newNode() {
        return new HistoryNode("node-" + named++, store, settings);
    }

    private void note(String what) {
        record.add(now + " " + what);
    }
}
