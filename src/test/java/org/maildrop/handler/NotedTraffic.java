/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.maildrop.session.Audit;
import org.maildrop.session.Peer;

/** Counts, and keeps what is audited, one text a call. */
final class NotedTraffic implements Audit {
    private final Traffic traffic = new Traffic(List.of("USER/PASS", "APOP", "PLAIN"));
    private final List<String> told = new ArrayList<>();

    @Override
    public void entered(Peer peer, String user, String mechanism) {
        told.add("entered " + user + " by " + mechanism + " from " + peer.address());
    }

    @Override
    public void refused(Peer peer, Optional<String> claimed, String mechanism, String outcome) {
        told.add("refused " + claimed.orElse("-") + " by " + mechanism + " from " + peer.address() + ": " + outcome);
    }

    @Override
    public void removed(Peer peer, String user, int messages) {
        told.add("removed " + messages + " of " + user + " from " + peer.address());
    }

    List<String> audited() {
        return told;
    }

    Traffic traffic() {
        return traffic;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        traffic.forEach((name, count) -> names.add(name));
        return names;
    }

    /** Those counts that are not zero. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        traffic.forEach((name, count) -> {
            if (count.getAsLong() != 0) {
                counts.put(name, count.getAsLong());
            }
        });
        return counts;
    }
}
