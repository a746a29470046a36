/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.maildrop.lock.AcquireOutcome.Acquired;
import org.maildrop.lock.LockEvent.What;
import org.maildrop.lock.RecordingLeaseStore.Line;
import org.maildrop.snapshot.Owner;

/**
 * Some nodes and their clients, who do what a random generator says, on one thread: so the same seed gives the same
 * history, as far as the engine's own clock lets it. Between the two requests of one node others may act, answers and
 * requests get lost, nodes stand still, crash, and have clocks that jump.
 *
 * <p>What no lease can help against never happens between a session's proof and its removal: an operator ends it, or its
 * node stands still for longer than the margin.
 */
final class LockSimulation {
    private static final int NODES = 4;
    private static final int OWNERS = 3;

    /** So many of the nodes have clocks that go wrong. */
    private static final int ODD_CLOCKS = 2;

    /** So many steps are shown with what came of them. */
    private static final int SHOWN = 40;

    private record Step(int events, String what) {}

    private record Client(SimulatedNode node, Lease lease) {}

    private final SimulatedWorld world;
    private final SplittableRandom random;
    private final LockHistory history;
    private final RecordingLeaseStore operator;
    private final List<Owner> owners;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<Client> inside = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private long advanced;
    private int logins;
    private int starts;

    /** @param name in the owners' names, so that no other simulation on this engine has the same ones */
    LockSimulation(SimulatedWorld world, String name, long seed) {
        long start = world.nanoTime().getAsLong();
        this.world = world;
        this.random = new SplittableRandom(seed);
        this.history = new LockHistory(() -> advanced + world.nanoTime().getAsLong() - start);
        this.operator = new RecordingLeaseStore(world.engine(), history);
        this.owners = IntStream.range(0, OWNERS)
                .mapToObj(i -> new Owner("user-" + i + "-" + name))
                .toList();
        IntStream.range(0, NODES).forEach(i -> nodes.add(start()));
    }

    private SimulatedNode start() {
        RecordingLeaseStore line = new RecordingLeaseStore(world.engine(), history);
        return new SimulatedNode("node-" + starts++, line, SimulatedWorld.SETTINGS);
    }

    /** So many steps; then all is mended, and within a term whoever has lost a lease knows; and then it ends. */
    void run(int count) {
        for (int i = 0; i < count; i++) {
            step(random.nextInt(100));
        }
        nodes.forEach(this::mend);
        believed();
        owners.forEach(owner -> enter(nodes.get(NODES - 1), owner));
        believed();
        end();
    }

    private void believed() {
        pass(SimulatedWorld.TERM);
        inside.stream()
                .filter(client -> client.node().hasTrueClock())
                .forEach(client -> history.note(new What.Believed(client.lease().key())));
    }

    /** Every maildrop is held, and renewed once more; nobody renews it any more; and in time each is free. */
    private void end() {
        owners.forEach(owner -> enter(nodes.get(0), owner));
        List.copyOf(inside).forEach(client -> client.lease().provenFor(SimulatedWorld.MARGIN));
        nodes.forEach(SimulatedNode::pause);
        Duration beat = SimulatedWorld.SETTINGS.beat();
        pass(SimulatedWorld.TERM.minus(beat));
        owners.forEach(operator::find);
        pass(beat.plus(world.slack()));
        owners.forEach(operator::find);
    }

    LockHistory history() {
        return history;
    }

    /** What was done last before that event, each with the number of events before it. */
    String stepsBefore(int event) {
        List<String> before = steps.stream()
                .filter(step -> step.events() <= event)
                .map(step -> "  " + step.events() + ": " + step.what())
                .toList();
        return String.join("\n", before.subList(Math.max(0, before.size() - SHOWN), before.size()));
    }

    private void step(int dice) {
        if (dice < 35) {
            runningNode().ifPresent(node -> login(node, pick(owners)));
        } else if (dice < 60) {
            client().ifPresent(client -> act(client, random.nextInt(10)));
        } else if (dice < 78) {
            pass(Duration.ofSeconds(pick(List.of(5, 5, 10, 10, 15, 20, 45, 60, 65))));
        } else if (dice < 98) {
            disturb(pick(nodes), random.nextInt(10));
        } else {
            Owner owner = pick(owners);
            note("an operator clears " + owner.name());
            operator.forceRelease(owner);
        }
    }

    private void login(SimulatedNode node, Owner owner) {
        List<Client> acting = new ArrayList<>();
        if (random.nextBoolean()) {
            node.line().betweenRequests(() -> {
                meanwhile(node, owner);
                acting.addAll(proven(owner));
            });
        }
        enter(node, owner);
        node.line().noMoreBetweenRequests();
        for (Client client : acting) {
            history.note(new What.Removed(client.lease().key()));
            client.lease().close();
        }
    }

    /** Whoever is in quits: what has proven its lease is about to remove. */
    private List<Client> proven(Owner owner) {
        List<Client> quitting = inside.stream()
                .filter(client ->
                        client.lease().owner().equals(owner) && !client.node().isPaused())
                .toList();
        inside.removeAll(quitting);
        quitting.forEach(client -> note(client.lease().holder().session() + " quits meanwhile"));
        return quitting.stream()
                .filter(client -> client.lease().provenFor(SimulatedWorld.MARGIN))
                .toList();
    }

    private void enter(SimulatedNode node, Owner owner) {
        String session = "s" + logins++;
        note(session + " logs in on " + node + ", for " + owner.name());
        if (node.locks().acquire(owner, session, "192.0.2.7") instanceof Acquired acquired) {
            Lease lease = acquired.lease();
            lease.settle();
            history.note(new What.Entered(lease.key(), lease.holder()));
            Client client = new Client(node, lease);
            inside.add(client);
            lease.onLost(how -> inside.remove(client));
        }
    }

    private void act(Client client, int dice) {
        String session = client.lease().holder().session();
        if (dice < 3) {
            note(session + " says something");
            client.lease().touch();
        } else if (dice < 8) {
            note(session + " quits");
            quit(client);
            inside.remove(client);
        } else {
            note(session + " drops");
            inside.remove(client);
            client.lease().close();
        }
    }

    private void quit(Client client) {
        Lease lease = client.lease();
        lease.touch();
        if (random.nextBoolean()) {
            client.node().line().betweenRequests(() -> meanwhile(client.node(), lease.owner()));
        }
        if (lease.provenFor(SimulatedWorld.MARGIN)) {
            if (random.nextBoolean()) {
                pass(SimulatedWorld.MARGIN.dividedBy(2));
                rivals(lease.owner());
            }
            history.note(new What.Removed(lease.key()));
        }
        client.node().line().noMoreBetweenRequests();
        lease.close();
    }

    /** This node waits for an answer; for how long depends. */
    private void meanwhile(SimulatedNode waiting, Owner owner) {
        boolean paused = random.nextBoolean();
        if (paused) {
            waiting.pause();
        }
        pass(Duration.ofSeconds(pick(List.of(0, 5, 55, 60))));
        rivals(owner);
        waiting.resume();
    }

    private void rivals(Owner owner) {
        nodes.stream().filter(node -> !node.isPaused() && random.nextBoolean()).forEach(node -> enter(node, owner));
    }

    private void disturb(SimulatedNode node, int dice) {
        if (dice < 2) {
            note(node + " stands still");
            node.pause();
        } else if (dice < 4) {
            note(node + " and its line are well");
            mend(node);
        } else if (dice < 6) {
            Line line = pick(List.of(Line.REQUESTS_LOST, Line.ANSWERS_LOST));
            note(node + ": " + line);
            node.line().line(line);
        } else if (dice < 9 && nodes.indexOf(node) < ODD_CLOCKS) {
            unsettle(node);
        } else {
            replace(node, random.nextBoolean());
        }
    }

    private void unsettle(SimulatedNode node) {
        if (random.nextBoolean()) {
            Duration span = Duration.ofSeconds(pick(List.of(-3_600, -30, 15, 30, 60, 3_600)));
            note("the clock of " + node + " jumps by " + span);
            node.jump(span);
        } else {
            node.drift(random.nextInt(-10, 11) / 100.0);
        }
    }

    /** By one of another name; its sessions are gone, and if it crashed nobody has released their leases. */
    private void replace(SimulatedNode node, boolean crashed) {
        note(node + (crashed ? " crashes" : " stops"));
        if (!crashed) {
            node.locks().close();
        }
        inside.removeIf(client -> client.node() == node);
        nodes.set(nodes.indexOf(node), start());
    }

    private void mend(SimulatedNode node) {
        node.line().line(Line.WHOLE);
        node.resume();
    }

    private void pass(Duration span) {
        for (Duration left = span; !left.isNegative() && !left.isZero(); left = left.minus(world.tick())) {
            Duration part = left.compareTo(world.tick()) < 0 ? left : world.tick();
            world.advance().accept(part);
            advanced += part.toNanos();
            nodes.forEach(node -> node.pass(part));
        }
        // What a beat has found out is told to the sessions.
        nodes.forEach(SimulatedNode::settle);
    }

    private void note(String step) {
        steps.add(new Step(history.size(), step));
    }

    private Optional<SimulatedNode> runningNode() {
        return Optional.of(pick(nodes)).filter(node -> !node.isPaused());
    }

    private Optional<Client> client() {
        List<Client> able =
                inside.stream().filter(client -> !client.node().isPaused()).toList();
        return able.isEmpty() ? Optional.empty() : Optional.of(pick(able));
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
